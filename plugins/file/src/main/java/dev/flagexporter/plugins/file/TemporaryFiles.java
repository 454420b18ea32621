package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The temporary files of one exporter. Their names have the same length whatever the final names are, begin with a dot,
 * and have the exporter's name, by which the exporter knows its own ones again.
 *
 * <p>A process that is killed leaves its temporary file behind. The exporter removes such files when it is opened, once
 * they are old: another process with the same configuration may be writing right now.
 */
final class TemporaryFiles {

    /** A file is written within one attempt, and each write makes it young again. */
    static final Duration MAX_AGE = Duration.ofDays(1);

    private static final Duration SEARCH_TIME = Duration.ofSeconds(2);
    private static final String PREFIX = ".flag-exporter-";
    private static final String SUFFIX = ".tmp";

    private final String exporterName;
    private final Duration searchTime;
    private final Pattern own;
    private final System.Logger logger;

    TemporaryFiles(String exporterName) {
        this(exporterName, SEARCH_TIME);
    }

    /** Limits the time to search for old files, because a directory may have millions of files. */
    TemporaryFiles(String exporterName, Duration searchTime) {
        this.exporterName = exporterName;
        this.searchTime = searchTime;
        this.own = Pattern.compile(Pattern.quote(PREFIX + exporterName + "-") + "[0-9a-f]{16}" + Pattern.quote(SUFFIX));
        this.logger = System.getLogger("dev.flagexporter.exporter." + exporterName);
    }

    /** Names a new temporary file in a folder. */
    TemporaryFile in(Path folder) {
        String unique = "%016x".formatted(ThreadLocalRandom.current().nextLong());
        return new TemporaryFile(folder.resolve(PREFIX + exporterName + "-" + unique + SUFFIX));
    }

    /** Removes old files of this exporter from a folder, and logs how many. Never fails, and follows no links. */
    void removeOld(Path folder) {
        int removed = 0;
        long start = System.nanoTime();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (System.nanoTime() - start >= searchTime.toNanos()) {
                    log(Level.INFO, "ended its search for old temporary files in " + folder + " after " + searchTime);
                    break;
                }
                removed += isOwn(file) && isOld(file) && isRemoved(file) ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException e) {
            log(Level.WARNING, "could not search " + folder + " for old temporary files: " + e);
        }
        if (removed > 0) {
            String files = removed == 1 ? " temporary file" : " temporary files";
            log(Level.INFO, "removed " + removed + files + " from " + folder + " that interrupted exports left behind");
        }
    }

    private boolean isOwn(Path file) {
        return own.matcher(file.getFileName().toString()).matches();
    }

    private static boolean isOld(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Instant limit = Instant.now().minus(MAX_AGE);
            return attributes.isRegularFile()
                    && attributes.lastModifiedTime().toInstant().isBefore(limit);
        } catch (NoSuchFileException e) {
            // another process has published or removed it
            return false;
        }
    }

    private boolean isRemoved(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            log(Level.WARNING, "could not remove the temporary file " + file + ": " + e);
            return false;
        }
    }

    private void log(Level level, String message) {
        logger.log(level, "Exporter \"" + exporterName + "\" " + message + ".");
    }
}
