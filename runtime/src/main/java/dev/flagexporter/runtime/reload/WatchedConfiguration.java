package dev.flagexporter.runtime.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import io.smallrye.config.SmallRyeConfig;

/** The application's configuration files: detects changes, and reads the configuration. Used by one thread. */
final class WatchedConfiguration {

    private static final int READINGS = 3;

    private final Supplier<SmallRyeConfig> reader;
    private final ConfigurationWatch watch = new ConfigurationWatch();
    private ConfigurationFiles files;
    private FileContents last;
    private List<Path> lost = List.of();

    /** The {@code current} configuration says which files to compare. */
    WatchedConfiguration(SmallRyeConfig current, Supplier<SmallRyeConfig> reader) {
        this.files = ConfigurationFiles.of(current);
        this.last = files.read();
        this.reader = reader;
    }

    /** Returns whether to read the configuration again. Must be called at regular intervals. */
    boolean isChanged() {
        return watch.isChanged(files.read());
    }

    /** Returns the configured locations that do not exist. */
    List<String> missing() {
        return files.missing();
    }

    /** The files that were deleted or emptied before the last reading, since the one before. */
    List<Path> lost() {
        return lost;
    }

    /**
     * Reads the configuration. Content that cannot be read counts as read: only a change can help.
     *
     * @throws RuntimeException if the configuration cannot be read
     */
    SmallRyeConfig read() {
        for (int reading = 0; reading < READINGS; reading++) {
            FileContents before = files.read();
            watch.take(before);
            SmallRyeConfig config = reader.get();
            if (files.read().equals(before)) {
                lost = before.lostSince(last);
                last = before;
                files = ConfigurationFiles.of(config);
                return config;
            }
        }
        throw new IllegalStateException("its files change while they are read");
    }
}
