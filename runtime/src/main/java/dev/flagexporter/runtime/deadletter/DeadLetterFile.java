package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import dev.flagexporter.spi.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of one exporter, one JSON object per line. Each method returns when its effect is on the disk.
 *
 * <p><b>After a crash.</b> An append ends with a sync. If a crash interrupts it, the file's last line may be incomplete;
 * every method repairs that line first. A settled line gets another first byte: one byte is written as a whole or not at
 * all, and the line remains a line. {@link #compact} writes a copy without the settled lines, which replaces the file in
 * one step.
 *
 * <p><b>Thread safety.</b> One worker uses the file, but another thread may close it, and the exporter's successor may
 * open it immediately. Therefore the methods exclude each other, and each of them needs the lock, which is released for
 * good by {@link #close}.
 */
public final class DeadLetterFile implements AutoCloseable {

    /** The maximum length of a line, in bytes: 64 MiB. A longer line is not a dead letter. */
    public static final int MAX_LINE_LENGTH = 64 * 1024 * 1024;

    private final Disk disk;
    private final long maxSize;
    private final int maxLineLength;
    private final Path file;
    private final LineFile lines;
    private final LineFile corruptLines;
    private final LastLine lastLine;
    private final DeadLetterLock lock;
    private boolean anySettled;
    private @Nullable DeadLetterCursor open;

    /**
     * Names the file without accessing the disk.
     *
     * @param directory the directory of the file; created with its parents when it is needed
     * @param exporter the exporter's configured name
     * @param maxSize the maximum size of the file in bytes, see {@link #append}
     */
    public DeadLetterFile(Path directory, String exporter, long maxSize) {
        this(directory, exporter, maxSize, new Disk(), MAX_LINE_LENGTH);
    }

    /**
     * Names the file on a file system that may fail, for tests.
     *
     * @param directory the directory of the file
     * @param exporter the exporter's configured name
     * @param maxSize the maximum size of the file in bytes
     * @param disk the file system
     * @param maxLineLength the maximum length of a line, in bytes
     */
    public DeadLetterFile(Path directory, String exporter, long maxSize, Disk disk, int maxLineLength) {
        this.disk = disk;
        this.maxSize = maxSize;
        this.maxLineLength = maxLineLength;
        Path parent = directory.toAbsolutePath().normalize();
        this.file = parent.resolve(exporter + ".dead-letters.jsonl");
        if (!parent.equals(file.getParent())) {
            throw new IllegalArgumentException("not a name for a file: " + exporter);
        }
        this.lines = new LineFile(disk, file);
        this.corruptLines = new LineFile(disk, beside(".corrupt"));
        this.lastLine = new LastLine(disk, file, corruptLines);
        this.lock = new DeadLetterLock(disk, parent, beside(".lock"), exporter);
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * Returns the path of the file.
     *
     * @return an absolute path that need not exist
     */
    public Path path() {
        return file;
    }

    /**
     * Locks the file for this application until {@link #close}. All other methods do so as well.
     *
     * @throws IOException if another application has the lock, or the directory cannot be used; may be tried again
     */
    public synchronized void claim() throws IOException {
        lock.acquire();
    }

    /**
     * Appends dead letters, all or none of them. An empty file accepts any number of them, so that a batch that is larger
     * than the maximum size does not stay pending forever.
     *
     * @param letters the dead letters
     * @throws DeadLetterFullException if the file is not empty and would exceed its maximum size; nothing is written
     * @throws IOException if they are not all on the disk
     */
    public synchronized void append(List<DeadLetter> letters) throws IOException {
        lock.acquire();
        long size = lastLine.repair();
        if (size > 0) {
            requireRoom(size, letters);
        }
        lines.append(channel -> {
            for (DeadLetter letter : letters) {
                LineFile.write(channel, letter.toLine());
            }
        });
    }

    /** Formats each line once more rather than keep all of them in memory: a batch may be large. */
    private void requireRoom(long size, List<DeadLetter> letters) throws IOException {
        long needed = size;
        for (DeadLetter letter : letters) {
            needed += needed > maxSize ? 0 : letter.toLine().length;
        }
        if (needed > maxSize) {
            throw new DeadLetterFullException(file, size, maxSize);
        }
    }

    /**
     * Begins a pass through the dead letters that are in the file now.
     *
     * @param type the type that the events must have
     * @return a cursor before the first line
     * @throws IOException if the file cannot be read
     * @throws IllegalStateException if another cursor is open
     */
    public synchronized DeadLetterCursor openCursor(EventType type) throws IOException {
        lock.acquire();
        requireNoCursor();
        DeadLetterCursor cursor = new DeadLetterCursor(this, type, lastLine.repair());
        open = cursor;
        return cursor;
    }

    private void requireNoCursor() {
        if (open != null) {
            throw new IllegalStateException("a replay of " + file + " is in progress");
        }
    }

    synchronized List<DeadLetterLine> next(DeadLetterCursor cursor, int maxLines, long maxBytes) throws IOException {
        return open == cursor ? read(cursor.position(), cursor.end(), cursor.type(), maxLines, maxBytes) : List.of();
    }

    synchronized void end(DeadLetterCursor cursor) {
        if (open == cursor) {
            open = null;
        }
    }

    /**
     * Reads some lines that are not settled.
     *
     * @param from where to begin: 0, or the end of a line
     * @param type the type that the events must have
     * @param maxLines maximum number of lines
     * @param maxBytes approximate maximum size of the lines in bytes; one line is always read
     * @return the lines; empty at the end of the file, or if there is no file
     * @throws IOException if the file cannot be read, or what was read could not be settled
     */
    public synchronized List<DeadLetterLine> read(long from, EventType type, int maxLines, long maxBytes)
            throws IOException {
        return read(from, Long.MAX_VALUE, type, maxLines, maxBytes);
    }

    private List<DeadLetterLine> read(long from, long to, EventType type, int maxLines, long maxBytes)
            throws IOException {
        lock.acquire();
        List<DeadLetterLine> read = new ArrayList<>();
        if (lastLine.repair() > 0) {
            try (FileChannel channel = disk.open(file, StandardOpenOption.READ)) {
                LineReader reader = new LineReader(channel, from, maxLineLength);
                long bytes = 0;
                while (read.size() < maxLines && bytes < maxBytes && reader.nextUnsettled(to)) {
                    read.add(DeadLetterLine.of(reader, type));
                    bytes += reader.length();
                }
                anySettled |= reader.hasSeenSettled();
            }
        }
        return read;
    }

    /**
     * Marks lines so that they are never read again.
     *
     * @param settled lines as they were read
     * @throws IOException if some may be read again
     */
    public synchronized void settle(List<DeadLetterLine> settled) throws IOException {
        lock.acquire();
        if (settled.isEmpty()) {
            return;
        }
        anySettled = true;
        try (FileChannel channel = disk.open(file, StandardOpenOption.WRITE)) {
            for (DeadLetterLine line : settled) {
                channel.write(ByteBuffer.wrap(new byte[] {LineReader.SETTLED}), line.position());
            }
            channel.force(false);
        }
    }

    /**
     * Copies lines that are not dead letters to another file, from which nothing is read.
     *
     * @param corrupt lines as they were read
     * @throws IOException if they are not all on the disk
     */
    public synchronized void quarantine(List<DeadLetterLine> corrupt) throws IOException {
        lock.acquire();
        try (FileChannel channel = disk.open(file, StandardOpenOption.READ)) {
            corruptLines.append(target -> {
                for (DeadLetterLine line : corrupt) {
                    LineFile.copy(channel, line.position(), line.end(), target);
                }
            });
        }
    }

    /**
     * Removes all settled lines, in one step or not at all, and gives their space back. Nothing is written if no settled
     * line was seen. Positions of lines that were read before are not valid afterwards.
     *
     * @throws IOException if the settled lines are still in the file
     * @throws IllegalStateException if a cursor is open
     */
    public synchronized void compact() throws IOException {
        lock.acquire();
        requireNoCursor();
        if (anySettled) {
            new Compaction(disk, file, beside(".tmp"), maxLineLength).run();
            anySettled = false;
        }
    }

    /**
     * Releases the lock. All other methods, and those of an open cursor, fail afterwards. Waits for a method that another
     * thread is in.
     */
    @Override
    public synchronized void close() throws IOException {
        lock.close();
    }
}
