package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

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
            writeFully(channel, letter.toJson());
            writeFully(channel, new byte[] {LINE_END});
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

    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
