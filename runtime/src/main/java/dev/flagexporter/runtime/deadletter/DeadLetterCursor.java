package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.util.List;

import dev.flagexporter.spi.event.EventType;

/**
 * One pass through the dead letters that are in a file when the pass begins, in as many steps as the caller likes.
 *
 * <p>Between two steps, dead letters can be appended, and lines that were returned can be settled or quarantined. Dead
 * letters that are appended after the pass began are left to the next pass, so that every pass has an end. While a
 * cursor is open, {@link DeadLetterFile#compact} is not allowed, because it moves lines.
 *
 * <p>A pass has no state on the disk. If the process ends, or the file is closed, the next pass begins with the first
 * line that is not settled.
 */
public final class DeadLetterCursor implements AutoCloseable {

    private final DeadLetterFile file;
    private final EventType type;
    private final long end;
    private long position;

    DeadLetterCursor(DeadLetterFile file, EventType type, long end) {
        this.file = file;
        this.type = type;
        this.end = end;
    }

    /**
     * Returns the next lines that are not settled and moves past them. Lines that are not settled afterwards are
     * returned by the next pass.
     *
     * @param maxLines maximum number of lines
     * @param maxBytes approximate maximum size of the lines in bytes; one line is always returned
     * @return the lines; empty at the end of the pass, and after {@link #close}
     * @throws IOException if the file cannot be read, or what was read could not be settled; the cursor does not move
     */
    public List<DeadLetterLine> next(int maxLines, long maxBytes) throws IOException {
        List<DeadLetterLine> lines = file.next(this, maxLines, maxBytes);
        position = lines.isEmpty() ? end : lines.get(lines.size() - 1).end();
        return lines;
    }

    long position() {
        return position;
    }

    long end() {
        return end;
    }

    EventType type() {
        return type;
    }

    /** Ends the pass: the file can be compacted, and another pass can begin. A second call has no effect. */
    @Override
    public void close() {
        file.end(this);
    }
}
