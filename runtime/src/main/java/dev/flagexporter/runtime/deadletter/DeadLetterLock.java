package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * Ensures that one application at a time uses the dead letters of an exporter. The operating system releases the lock when
 * the process ends, however it ends.
 *
 * <p>Such a lock belongs to the whole process: it does not exclude another application in the same process, and it is lost
 * when <em>any</em> channel of the file is closed. Therefore the holder is registered in the system properties, which all
 * class loaders of a process share, and the file is opened only after the registration.
 */
final class DeadLetterLock implements AutoCloseable {

    private static final String REGISTRY = "dev.flagexporter.dead-letters.";
    private static final String NEIGHBOUR = "another application in this process";

    private final Disk disk;
    private final Path directory;
    private final Path file;
    private final String exporter;
    private @Nullable String registered;
    private @Nullable FileChannel channel;
    private boolean closed;

    DeadLetterLock(Disk disk, Path directory, Path file, String exporter) {
        this.disk = disk;
        this.directory = directory;
        this.file = file;
        this.exporter = exporter;
    }

    /** Takes the lock. Has no effect if this object has it already. */
    void acquire() throws IOException {
        if (closed) {
            throw new IOException("the exporter \"" + exporter + "\" is stopped and writes no more dead letters");
        }
        if (channel == null) {
            disk.makeDirectories(directory);
            create();
            register();
            lock();
        }
    }

    private void create() throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // the file of an earlier holder: only the lock matters
        }
    }

    private void register() throws IOException {
        String key = REGISTRY + file.toRealPath();
        if (System.getProperties().putIfAbsent(key, exporter) != null) {
            throw inUse(NEIGHBOUR);
        }
        registered = key;
    }

    private void lock() throws IOException {
        try {
            FileChannel opened = disk.open(file, StandardOpenOption.WRITE);
            channel = opened;
            if (opened.tryLock() == null) {
                throw inUse("another process");
            }
        } catch (OverlappingFileLockException e) {
            release();
            throw inUse(NEIGHBOUR);
        } catch (IOException | RuntimeException e) {
            release();
            throw e;
        }
    }

    private IOException inUse(String who) {
        return new IOException(
                "quarkus.flag-exporter.exporters.\"%s\".dead-letter.directory = \"%s\": %s uses the dead letters of an exporter of this name there. Give each application a directory of its own, or stop the other one."
                        .formatted(exporter, directory, who));
    }

    private void release() throws IOException {
        FileChannel opened = channel;
        String key = registered;
        channel = null;
        registered = null;
        if (opened != null) {
            opened.close();
        }
        if (key != null) {
            System.clearProperty(key);
        }
    }

    /** Releases the lock for good. The file stays: another process may have opened it. */
    @Override
    public void close() throws IOException {
        closed = true;
        release();
    }
}
