package dev.flagexporter.plugins.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import dev.flagexporter.spi.object.BatchObject;

/**
 * A file while it is written. It has a hidden name that no other file has, so that a file left by a crash blocks no export.
 * Closing it deletes it.
 */
final class TemporaryFile implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path path;

    /** Nothing is written yet. */
    TemporaryFile(Path path) {
        this.path = path;
    }

    /** Writes the content to the disk itself, not only to the operating system. */
    void write(BatchObject.Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream output = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(output);
            output.flush();
            channel.force(true);
        }
    }

    /**
     * Gives the file its final name. Only a hard link never replaces a file: the operating system rejects a name that
     * exists. Where there are no hard links (FAT, some network file systems), the file is renamed if the name does not
     * exist; a file that appears between the check and the rename would be replaced.
     *
     * @throws FileAlreadyExistsException if the name exists
     * @throws AtomicMoveNotSupportedException if the name is on another file system
     */
    void publishAs(Path target) throws IOException {
        try {
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            moveTo(target, e);
        }
    }

    /** A move that is not atomic would copy the file, and a crash would leave a part of it under its final name. */
    private void moveTo(Path target, Exception whyNoLink) throws IOException {
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            e.addSuppressed(whyNoLink);
            throw e;
        }
    }

    boolean hasContentOf(Path other) throws IOException {
        return Files.mismatch(path, other) == -1;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
