package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * The dead letters of one exporter, one JSON object a line. Used by one thread at a time of one process.
 *
 * <p>What {@link #append} returned from is on the disk. When it fails, the file is cut back to what it was; should
 * that fail as well, the rest of a line stays behind, and the next dead letter begins on a line of its own.
 */
public final class DeadLetterFile {

    private static final byte LINE_END = '\n';

    private final Path file;

    /**
     * Names the file; nothing is touched yet.
     *
     * @param directory where the file is; made, with its parents, when it is needed
     * @param exporter the exporter's configured name
     */
    public DeadLetterFile(Path directory, String exporter) {
        this.file = directory.resolve(exporter + ".dead-letters.jsonl");
    }

    /**
     * Where the dead letters are.
     *
     * @return a path that need not exist
     */
    public Path path() {
        return file;
    }

    /**
     * Adds dead letters at the end, all or none.
     *
     * @param letters what to add
     * @throws IOException when they are not all on the disk
     */
    public void append(List<DeadLetter> letters) throws IOException {
        boolean isNew = !Files.exists(file);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            appendAllOrNone(channel, letters);
        }
        if (isNew) {
            syncDirectory();
        }
    }

    private static void appendAllOrNone(FileChannel channel, List<DeadLetter> letters) throws IOException {
        long end = channel.size();
        boolean done = false;
        try {
            write(channel, end, letters);
            channel.force(true);
            done = true;
        } finally {
            if (!done) {
                channel.truncate(end);
            }
        }
    }

    private static void write(FileChannel channel, long end, List<DeadLetter> letters) throws IOException {
        channel.position(end);
        if (end > 0 && lastByte(channel, end) != LINE_END) {
            writeFully(channel, new byte[] {LINE_END});
        }
        for (DeadLetter letter : letters) {
            writeLine(channel, letter.toJson());
        }
    }

    private static byte lastByte(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0);
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Reads some lines.
     *
     * @param from how many lines to pass over
     * @param max how many lines to read at most
     * @return the lines without their ends; empty behind the last one
     * @throws IOException when the file cannot be read; one that does not exist is empty
     */
    public List<byte[]> read(long from, int max) throws IOException {
        List<byte[]> read = new ArrayList<>();
        if (Files.exists(file)) {
            try (LineReader lines = new LineReader(file)) {
                lines.skip(from);
                for (byte[] line = lines.next(); line != null; line = lines.next()) {
                    read.add(line);
                    if (read.size() == max) {
                        break;
                    }
                }
            }
        }
        return read;
    }

    /**
     * Puts lines in the place of others, as a whole or not at all.
     *
     * @param from how many lines stay in front
     * @param count how many lines are replaced
     * @param by what comes in their place
     * @throws IOException when nothing is replaced
     */
    public void replace(long from, int count, List<byte[]> by) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                LineReader lines = new LineReader(file)) {
            for (long i = 0; i < from; i++) {
                writeLine(channel, requireNonNull(lines.next()));
            }
            lines.skip(count);
            for (byte[] line : by) {
                writeLine(channel, line);
            }
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                writeLine(channel, line);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory();
    }

    /**
     * Copies lines that are no dead letters to a file of their own, where nobody looks at them again.
     *
     * @param lines what to copy
     * @throws IOException when they are not all on the disk
     */
    public void quarantine(List<byte[]> lines) throws IOException {
        Path corrupt = file.resolveSibling(file.getFileName() + ".corrupt");
        try (FileChannel channel = FileChannel.open(
                corrupt, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
            for (byte[] line : lines) {
                writeLine(channel, line);
            }
            channel.force(true);
        }
        syncDirectory();
    }

    private static void writeLine(FileChannel channel, byte[] line) throws IOException {
        writeFully(channel, line);
        writeFully(channel, new byte[] {LINE_END});
    }

    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
