package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Replaces a dead-letter file by a copy without the settled lines, in one step. */
final class Compaction {

    private final Disk disk;
    private final Path file;
    private final Path copy;
    private final int maxLineLength;

    Compaction(Disk disk, Path file, Path copy, int maxLineLength) {
        this.disk = disk;
        this.file = file;
        this.copy = copy;
        this.maxLineLength = maxLineLength;
    }

    /** Returns when the name of the copy is on the disk, too. */
    void run() throws IOException {
        try {
            writeCopy();
            disk.replace(copy, file);
        } catch (IOException | RuntimeException | Error e) {
            // the disk may be full, and this half of a copy would keep it full
            disk.delete(copy);
            throw e;
        }
        disk.syncName(file);
    }

    private void writeCopy() throws IOException {
        try (FileChannel source = disk.open(file, StandardOpenOption.READ);
                FileChannel target = disk.open(
                        copy,
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
            if (reader.isSettled()) {
                LineFile.copy(source, kept, reader.position(), target);
                kept = reader.end();
            }
        }
        LineFile.copy(source, kept, end, target);
    }
}
