package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A disk on which one operation fails, counted from 1, and which counts the bytes. It knows what has reached the disk
 * for sure, for a loss of power.
 */
public final class FaultyDisk extends Disk {

    /** No operation fails, and nothing is known of a loss of power. */
    public static final int NEVER = 0;

    private final Path directory;
    private int failing;
    private final boolean crashing;
    /** What was synced, by the file's name now. */
    private final Map<Path, byte[]> synced = new HashMap<>();
    /** What would be there after a loss of power. */
    private final Map<Path, byte[]> durable = new HashMap<>();

    private int operations;
    private boolean failed;
    long read;
    long written;

    /** What is there is on the disk; at the failing operation the process ends, or goes on. */
    public FaultyDisk(Path directory, int failing, boolean crashing) {
        this.directory = directory;
        this.failing = failing;
        this.crashing = crashing;
        for (Path file : files()) {
            synced.put(file, content(file));
        }
        durable.putAll(synced);
    }

    /** Whether the operation that was to fail has come. */
    public boolean hasFailed() {
        return failed;
    }

    /** Nothing fails any more. */
    public void heal() {
        failing = Integer.MAX_VALUE;
    }

    /** How many bytes were read and written. */
    public long bytes() {
        return read + written;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing but what was synced is left. */
    public void losePower() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        for (Map.Entry<Path, byte[]> file : durable.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }

    /** Comes before each operation. */
    void step(FaultyChannel.Action half) throws IOException {
        operations++;
        boolean now = operations == failing;
        if (now || (failed && crashing)) {
            failed = true;
            if (now) {
                half.run();
            }
            throw new IOException("injected at operation " + operations);
        }
    }

    private void step() throws IOException {
        step(() -> {});
    }

    /** The disk below is spared: what a sync means is known here. */
    void synced(Path file) {
        if (failing == NEVER) {
            return;
        }
        byte[] content = content(file);
        synced.put(file, content);
        durable.replace(file, content);
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        step();
        return new FaultyChannel(super.open(file, options), file, this);
    }

    @Override
    public void replace(Path fresh, Path file) throws IOException {
        step();
        super.replace(fresh, file);
        synced.put(file, synced.remove(fresh));
    }

    @Override
    public void delete(Path file) {
        if (!(failed && crashing)) {
            super.delete(file);
        }
    }

    @Override
    public void makeDirectories(Path wanted) throws IOException {
        step();
        super.makeDirectories(wanted);
    }

    @Override
    public void syncName(Path path) throws IOException {
        step();
        durable.clear();
        for (Path file : files()) {
            durable.put(file, synced.getOrDefault(file, new byte[0]));
        }
    }
}
