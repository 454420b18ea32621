package dev.flagexporter.runtime.reload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of files at one time. Two of them are equal if the same files existed with the same bytes. Only digests are
 * kept, because the bytes may be secrets.
 *
 * <p>Files are compared by content. Notifications of the file system do not work for network file systems, and report
 * only links for a mounted Kubernetes ConfigMap. Modification times are too coarse. The files are few and small.
 *
 * @param digests a digest for each file
 */
record FileContents(SortedMap<Path, String> digests) {

    private static final String UNREADABLE = "unreadable";
    private static final String EMPTY = HexFormat.of().formatHex(sha256().digest());

    static FileContents of(Collection<Path> files) {
        SortedMap<Path, String> digests = new TreeMap<>();
        files.forEach(file -> digests.put(file, digest(file)));
        return new FileContents(digests);
    }

    /** The files that had content before, and now are empty or have gone. */
    List<Path> lostSince(FileContents before) {
        return before.digests.keySet().stream()
                .filter(file -> !before.isEmpty(file) && isEmpty(file))
                .toList();
    }

    private boolean isEmpty(Path file) {
        return digests.getOrDefault(file, EMPTY).equals(EMPTY);
    }

    private static String digest(Path file) {
        try (DigestInputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256())) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
