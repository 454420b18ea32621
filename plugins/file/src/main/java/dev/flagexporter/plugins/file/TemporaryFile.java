package dev.flagexporter.plugins.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

import dev.flagexporter.spi.object.BatchObject;

/**
 * A file while it is written: hidden, beside the final one, and with a name of its own, so that what a crash leaves
 * behind stands in nobody's way. Closing it deletes it.
 */
final class TemporaryFile implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path path;

    private TemporaryFile(Path path) {
        this.path = path;
    }

    static TemporaryFile beside(Path target) {
        String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new TemporaryFile(target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp"));
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
     * Gives the file its final name. A hard link is the one way to do so that never replaces a file: the operating
     * system refuses a name that is taken. Where there are no hard links (FAT, some network file systems), the file is
     * renamed after a look at whether the name is taken; a file that appears between the two would be replaced.
     *
     * @throws FileAlreadyExistsException when the name is taken
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

    private void moveTo(Path target, Exception whyNoLink) throws IOException {
        try {
            Files.move(path, target);
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
