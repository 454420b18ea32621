package dev.flagexporter.runtime.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Goes through a file line by line, as bytes, so that one with a broken encoding is a line like any other. Of a line
 * that is too long, only its place is known.
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

    /** Reads from a position on, the beginning of a line. */
    LineReader(FileChannel channel, long position, int maxLength) throws IOException {
        this.channel = channel.position(position);
        this.position = position;
        this.length = -1;
        this.maxLength = maxLength;
    }

    /** Moves on to the next line; false behind the last one. */
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

    /** How long it is, without its end. */
    long length() {
        return length;
    }

    /** Where the next one begins. */
    long end() {
        return position + length + 1;
    }

    /** The line without its end; nothing when it is too long. */
    byte[] bytes() {
        return length <= maxLength ? bytes.toByteArray() : new byte[0];
    }

    /** Whether the line is settled or empty: there is nothing to read in it. */
    boolean isSettled() {
        return length == 0 || first == SETTLED;
    }

    /** Where the last line begins; the end of the file when that is the end of a line. */
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
