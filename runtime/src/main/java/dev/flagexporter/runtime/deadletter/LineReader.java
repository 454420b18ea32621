package dev.flagexporter.runtime.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads a file line by line, as bytes, so that a line with an invalid encoding is a line, too. Of a line that is too long,
 * only the position is known.
 */
final class LineReader {

    /** The first byte of a settled line; a dead letter begins with a brace. */
    static final byte SETTLED = '#';

    private static final int BLOCK = 1 << 16;

    private final FileChannel channel;
    private final int maxLength;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).flip();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long position;
    private long length;
    private byte first;
    private boolean seenSettled;

    /** Reads from a position, which must be the beginning of a line. */
    LineReader(FileChannel channel, long position, int maxLength) throws IOException {
        this.channel = channel.position(position);
        this.position = position;
        this.length = -1;
        this.maxLength = maxLength;
    }

    /** Moves to the next line; false after the last one. */
    boolean next() throws IOException {
        position = end();
        length = 0;
        bytes.reset();
        while (block.hasRemaining() || fill()) {
            if (takeToLineEnd()) {
                return true;
            }
        }
        return length > 0;
    }

    /** Moves to the next line that is not settled and begins before a position; false if there is none. */
    boolean nextUnsettled(long to) throws IOException {
        while (end() < to && next()) {
            if (!isSettled()) {
                return true;
            }
            seenSettled = true;
        }
        return false;
    }

    /** Whether a settled line was skipped. */
    boolean hasSeenSettled() {
        return seenSettled;
    }

    private boolean fill() throws IOException {
        int read = channel.read(block.clear());
        block.flip();
        return read > 0;
    }

    private boolean takeToLineEnd() {
        int start = block.position();
        int stop = start;
        while (stop < block.limit() && block.get(stop) != LineFile.LINE_END) {
            stop++;
        }
        take(start, stop - start);
        boolean found = stop < block.limit();
        block.position(found ? stop + 1 : stop);
        return found;
    }

    private void take(int start, int count) {
        if (length == 0 && count > 0) {
            first = block.get(start);
        }
        length += count;
        if (length <= maxLength) {
            bytes.write(block.array(), start, count);
        }
    }

    /** Where the line begins. */
    long position() {
        return position;
    }

    /** The length without the line end. */
    long length() {
        return length;
    }

    /** Where the next one begins. */
    long end() {
        return position + length + 1;
    }

    /** The line without its line end; empty if it is too long. */
    byte[] bytes() {
        return length <= maxLength ? bytes.toByteArray() : new byte[0];
    }

    /** Whether the line is settled or empty: there is nothing to read in it. */
    boolean isSettled() {
        return length == 0 || first == SETTLED;
    }

    /** Where the last line begins; the end of the file if the last line is complete. */
    static long lastLine(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long end = channel.size();
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            channel.read(block.clear().limit((int) (end - start)), start);
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == LineFile.LINE_END) {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }
}
