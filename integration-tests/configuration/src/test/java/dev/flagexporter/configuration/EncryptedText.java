package dev.flagexporter.configuration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts as the documentation of SmallRye Config says, for the handler {@code aes-gcm-nopadding}. */
final class EncryptedText {

    private static final int TAG_BITS = 128;

    private EncryptedText() {}

    static String of(String text, String key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        byte[] vector = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(digest, "AES"), new GCMParameterSpec(TAG_BITS, vector));
        byte[] encrypted = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer all = ByteBuffer.allocate(1 + vector.length + encrypted.length);
        all.put((byte) vector.length).put(vector).put(encrypted);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
    }
}
