package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jboss.logging.Logger;

/** Repairs the last line of a dead-letter file, which an interrupted append may have left unfinished. */
final class LastLine {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final Disk disk;
    private final Path file;
    private final LineFile corruptLines;

    LastLine(Disk disk, Path file, LineFile corruptLines) {
        this.disk = disk;
        this.file = file;
        this.corruptLines = corruptLines;
    }

    /** Completes the last line or moves it to the corrupt lines. Returns the size of the file; 0 without a file. */
    long repair() throws IOException {
        if (!disk.exists(file)) {
            return 0;
        }
        try (FileChannel channel = disk.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            if (!LineFile.endsInLineEnd(channel, end)) {
                repair(channel, LineReader.lastLine(channel), end);
            }
            return channel.size();
        }
    }

    private void repair(FileChannel channel, long start, long end) throws IOException {
        if (EventReader.isObject(channel.position(start))) {
            LineFile.write(channel.position(end), LineFile.LINE_END);
        } else {
            corruptLines.append(target -> {
                LineFile.copy(channel, start, end, target);
                LineFile.write(target, LineFile.LINE_END);
            });
            channel.truncate(start);
            LOG.warnf("The last line of %s is incomplete; it was moved to %s", file, corruptLines.path());
        }
        channel.force(true);
    }
}
