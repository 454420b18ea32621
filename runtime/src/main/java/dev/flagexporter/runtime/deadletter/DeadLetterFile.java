package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import dev.flagexporter.spi.event.EventType;
import org.jboss.logging.Logger;

/**
 * The dead letters of one exporter, one JSON object a line. What a method returned from is on the disk.
 *
 * <p><b>What a crash leaves behind.</b> An append ends in a sync; the rest of one that did not get there is the file's
 * last line, which is put aside before anything else is done. A line that is settled gets another first byte: one byte
 * is written as a whole or not at all, and the line stays a line. {@link #compact} leaves settled lines out in a copy
 * that takes the file's place in one step.
 *
 * <p><b>Who races.</b> One worker uses the file, but the exporter may be closed beside it, and its successor open the
 * file at once. So the methods exclude each other, and none does anything without the lock, which is gone after
 * {@link #close}.
 */
public final class DeadLetterFile implements AutoCloseable {

    /** The longest line that is read, in bytes: 64 MiB. A longer one is no dead letter. */
    public static final int MAX_LINE_LENGTH = 64 * 1024 * 1024;

    /** What a settled line begins with; a dead letter begins with a brace. */
    static final byte SETTLED = '#';

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final Disk disk;
    private final int maxLineLength;
    private final Path file;
    private final LineFile lines;
    private final LineFile corruptLines;
    private final DeadLetterLock lock;
    private boolean anySettled;

    /**
     * Names the file; nothing is touched yet.
     *
     * @param directory where the file is; made, with its parents, when it is needed
     * @param exporter the exporter's configured name
     */
    public DeadLetterFile(Path directory, String exporter) {
        this(directory, exporter, new Disk(), MAX_LINE_LENGTH);
    }

    /**
     * Names the file; nothing is touched yet.
     *
     * @param directory where the file is; made, with its parents, when it is needed
     * @param exporter the exporter's configured name
     * @param disk how the file is reached
     * @param maxLineLength the longest line that is read, in bytes
     */
    public DeadLetterFile(Path directory, String exporter, Disk disk, int maxLineLength) {
        this.disk = disk;
        this.maxLineLength = maxLineLength;
        Path parent = directory.toAbsolutePath().normalize();
        this.file = parent.resolve(exporter + ".dead-letters.jsonl");
        if (!parent.equals(file.getParent())) {
            throw new IllegalArgumentException("not a name for a file: " + exporter);
        }
        this.lines = new LineFile(disk, file);
        this.corruptLines = new LineFile(disk, beside(".corrupt"));
        this.lock = new DeadLetterLock(disk, parent, beside(".lock"), exporter);
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * Where the dead letters are.
     *
     * @return an absolute path that need not exist
     */
    public Path path() {
        return file;
    }

    /**
     * Keeps everybody else from using the file until it is closed. All other methods do this as well.
     *
     * @throws IOException when somebody else uses it, or the directory cannot be used; may be tried again
     */
    public synchronized void claim() throws IOException {
        lock.acquire();
    }

    /**
     * Adds dead letters at the end, all or none.
     *
     * @param letters what to add
     * @throws IOException when they are not all on the disk
     */
    public synchronized void append(List<DeadLetter> letters) throws IOException {
        lock.acquire();
        finishLastLine();
        lines.append(channel -> {
            for (DeadLetter letter : letters) {
                LineFile.write(channel, letter.toLine());
            }
        });
    }

    /**
     * Reads some lines that are not settled.
     *
     * @param from where to begin: 0, or the end of a line
     * @param type the type that the events have to be of
     * @param maxLines how many lines to read at most
     * @param maxBytes how many bytes of lines to read, about; one line is always read
     * @return the lines; empty behind the last one, or when there is no file
     * @throws IOException when the file cannot be read, or what was read could not be settled
     */
    public synchronized List<DeadLetterLine> read(long from, EventType type, int maxLines, long maxBytes)
            throws IOException {
        lock.acquire();
        finishLastLine();
        List<DeadLetterLine> read = new ArrayList<>();
        if (disk.exists(file)) {
            try (FileChannel channel = disk.open(file, StandardOpenOption.READ)) {
                LineReader reader = new LineReader(channel, from, maxLineLength);
                long bytes = 0;
                while (read.size() < maxLines && bytes < maxBytes && nextUnsettled(reader)) {
                    read.add(line(reader, type));
                    bytes += reader.length();
                }
            }
        }
        return read;
    }

    private static DeadLetterLine line(LineReader line, EventType type) {
        return new DeadLetterLine(line.position(), line.length(), DeadLetter.eventOf(line.bytes(), type));
    }

    private boolean nextUnsettled(LineReader reader) throws IOException {
        boolean found = reader.next();
        while (found && isSettled(reader)) {
            anySettled = true;
            found = reader.next();
        }
        return found;
    }

    /** There is nothing in an empty line. */
    private static boolean isSettled(LineReader line) {
        return line.length() == 0 || line.startsWith(SETTLED);
    }

    /**
     * Marks lines that are never to be read again.
     *
     * @param settled lines as they were read
     * @throws IOException when some may be read again
     */
    public synchronized void settle(List<DeadLetterLine> settled) throws IOException {
        lock.acquire();
        if (settled.isEmpty()) {
            return;
        }
        anySettled = true;
        try (FileChannel channel = disk.open(file, StandardOpenOption.WRITE)) {
            for (DeadLetterLine line : settled) {
                channel.write(ByteBuffer.wrap(new byte[] {SETTLED}), line.position());
            }
            channel.force(false);
        }
    }

    /**
     * Copies lines that are no dead letters to a file of their own, where nobody looks at them again.
     *
     * @param corrupt lines as they were read
     * @throws IOException when they are not all on the disk
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
     * Leaves out all settled lines, at once or not at all. Nothing is written when none was seen.
     *
     * @throws IOException when they are still there
     */
    public synchronized void compact() throws IOException {
        lock.acquire();
        if (anySettled) {
            replaceByUnsettled(beside(".tmp"));
            anySettled = false;
            disk.syncName(file);
        }
    }

    private void replaceByUnsettled(Path fresh) throws IOException {
        try {
            writeUnsettled(fresh);
            disk.replace(fresh, file);
        } catch (IOException | RuntimeException | Error e) {
            // the disk may be full, and this half of a file would keep it so
            disk.delete(fresh);
            throw e;
        }
    }

    private void writeUnsettled(Path fresh) throws IOException {
        try (FileChannel source = disk.open(file, StandardOpenOption.READ);
                FileChannel target = disk.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            copyUnsettled(source, target);
            target.force(true);
        }
    }

    private void copyUnsettled(FileChannel source, FileChannel target) throws IOException {
        long end = source.size();
        LineReader reader = new LineReader(source, 0, maxLineLength);
        long kept = 0;
        while (reader.next()) {
            if (isSettled(reader)) {
                LineFile.copy(source, kept, reader.position(), target);
                kept = reader.end();
            }
        }
        LineFile.copy(source, kept, end, target);
    }

    /** Makes the last line one like all others, or none. */
    private void finishLastLine() throws IOException {
        if (disk.exists(file)) {
            try (FileChannel channel = disk.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long end = channel.size();
                if (!LineFile.endsInLineEnd(channel, end)) {
                    finishLastLine(channel, LineReader.lastLine(channel), end);
                }
            }
        }
    }

    private void finishLastLine(FileChannel channel, long start, long end) throws IOException {
        if (EventReader.isObject(channel.position(start))) {
            LineFile.write(channel.position(end), LineFile.LINE_END);
        } else {
            corruptLines.append(target -> {
                LineFile.copy(channel, start, end, target);
                LineFile.write(target, LineFile.LINE_END);
            });
            channel.truncate(start);
            LOG.warnf("The last line of %s was never finished; it was moved to %s", file, beside(".corrupt"));
        }
        channel.force(true);
    }

    /** Lets others use the file; it is of no use afterwards. Waits for a method that another thread is in. */
    @Override
    public synchronized void close() throws IOException {
        lock.close();
    }
}
