package dev.flagexporter.spi.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Buffers bytes for a target, in pieces as large as the buffer, or collects them in an array that grows. Callers that
 * write single bytes must {@linkplain #ensureRoom ensure room} first.
 */
final class OutputBuffer extends OutputStream {

    private static final int PIECE = 16 * 1024;

    /** What a growing buffer begins with at most: a size that is expected is an estimate. */
    private static final int LARGEST_START = 16 * 1024 * 1024;

    private final @Nullable OutputStream target;
    private byte[] bytes;
    private int size;
    private long piece;

    private OutputBuffer(@Nullable OutputStream target, int capacity) {
        this.target = target;
        this.bytes = new byte[capacity];
    }

    /** A buffer that never holds more than one piece. */
    static OutputBuffer to(OutputStream target) {
        return new OutputBuffer(target, PIECE);
    }

    /** A buffer that holds everything. */
    static OutputBuffer growing(int expected) {
        return new OutputBuffer(null, Math.min(expected, LARGEST_START));
    }

    /** Makes room for so many bytes, at most a whole piece. */
    void ensureRoom(int count) throws IOException {
        if (bytes.length - size < count) {
            makeRoom(count);
        }
    }

    private void makeRoom(int count) throws IOException {
        if (target == null) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, count)));
        } else {
            passOn(target);
        }
    }

    private void passOn(OutputStream to) throws IOException {
        to.write(bytes, 0, size);
        size = 0;
        piece++;
    }

    /** Adds a byte, for which there is room. */
    void put(int b) {
        bytes[size++] = (byte) b;
    }

    /** The array with the bytes, until the next time that room is made. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** The number of the piece that is being filled: what stood in earlier ones is there no more. */
    long piece() {
        return piece;
    }

    /** Adds once more what stands in this piece already, and for which there is room. */
    void repeat(int start, int length) {
        System.arraycopy(bytes, start, bytes, size, length);
        size += length;
    }

    /** Counts what was put into the array itself. */
    void resize(int newSize) {
        size = newSize;
    }

    @Override
    public void write(int b) throws IOException {
        ensureRoom(1);
        put(b);
    }

    @Override
    public void write(byte[] source) throws IOException {
        write(source, 0, source.length);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (target != null && length > PIECE / 2) {
            passOn(target);
            target.write(source, offset, length);
            return;
        }
        ensureRoom(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    @Override
    public void flush() throws IOException {
        if (target != null) {
            passOn(target);
            target.flush();
        }
    }

    /** All bytes, of a buffer that holds everything. */
    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** All bytes as text, of a buffer that holds everything. */
    String toText() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
