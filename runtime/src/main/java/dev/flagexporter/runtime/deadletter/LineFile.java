package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of lines that is only appended to, by all new lines or by none. */
final class LineFile {

    static final byte LINE_END = '\n';

    private final Disk disk;
    private final Path file;

    LineFile(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** The lines to append, with their line ends. */
    @FunctionalInterface
    interface Lines {

        void writeTo(FileChannel channel) throws IOException;
    }

    /** Returns the path of the file. */
    Path path() {
        return file;
    }

    /** Returns when the lines, and the file's name, are on the disk. */
    void append(Lines lines) throws IOException {
        try (FileChannel channel =
                disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            if (end == 0) {
                disk.syncName(file);
            }
            appendAllOrNone(channel, end, lines);
        }
    }

    private static void appendAllOrNone(FileChannel channel, long end, Lines lines) throws IOException {
        try {
            channel.position(end);
            if (!endsInLineEnd(channel, end)) {
                write(channel, LINE_END);
            }
            lines.writeTo(channel);
            channel.force(true);
        } catch (IOException | RuntimeException | Error e) {
            cutBack(channel, end, e);
            throw e;
        }
    }

    private static void cutBack(FileChannel channel, long end, Throwable reason) {
        try {
            channel.truncate(end);
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** True for an empty file as well. */
    static boolean endsInLineEnd(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return end == 0 || (channel.read(last, end - 1) == 1 && last.get(0) == LINE_END);
    }

    static void write(FileChannel channel, byte... bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Copies some bytes to the position of the target. */
    static void copy(FileChannel source, long from, long to, FileChannel target) throws IOException {
        for (long next = from; next < to; ) {
            long copied = source.transferTo(next, to - next, target);
            if (copied == 0) {
                throw new IOException("the file became shorter while it was read");
            }
            next += copied;
        }
    }
}
