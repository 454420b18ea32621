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
 * Keeps the dead letters of an exporter to one application. The operating system releases a lock when its process ends,
 * however it ends.
 *
 * <p>Such a lock belongs to the whole process: it says nothing about another application in it, and is lost as soon as
 * <em>any</em> opened copy of the file is closed. So who holds it is noted in the system properties, the one place that
 * all class loaders of a process share, and nobody opens the file before having looked there.
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

    /** Takes the lock; nothing happens to who has it already. */
    void acquire() throws IOException {
        if (closed) {
            throw new IOException("the exporter \"" + exporter + "\" is stopped and keeps no dead letters any more");
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
            // left behind by whoever had it before: it is the lock that counts, not the file
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

    /** Releases the lock, for good. The file stays: whoever waits for it may have opened it. */
    @Override
    public void close() throws IOException {
        closed = true;
        release();
    }
}
