package dev.flagexporter.plugins.s3;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;

/** Bytes that are sent in one request, not to be changed before the answer is there. */
final class Part {

    private final byte[] bytes;
    private final int length;

    /** The first {@code length} bytes. */
    Part(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    RequestBody body(String contentType) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, contentType);
    }

    /**
     * Compares what has arrived with what was sent.
     *
     * @param received the checksum in the service's answer; null from a service that tells none
     */
    void verify(@Nullable String received) {
        String sent = checksum();
        if (received != null && !received.equals(sent)) {
            throw SdkClientException.create(
                    "the content was damaged on its way, its checksum is " + received + " and not " + sent);
        }
    }

    /** CRC32 in the form of the header {@code x-amz-checksum-crc32}. */
    private String checksum() {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        byte[] value = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array();
        return Base64.getEncoder().encodeToString(value);
    }
}
