package dev.flagexporter.runtime.reload;

import java.util.List;
import java.util.function.Supplier;

import io.smallrye.config.SmallRyeConfig;

/** The application's configuration on the disk: tells when it has changed, and reads it. Used by one thread. */
final class WatchedConfiguration {

    private static final int READINGS = 3;

    private final Supplier<SmallRyeConfig> reader;
    private final ConfigurationWatch watch = new ConfigurationWatch();
    private ConfigurationFiles files;

    /** The {@code current} one tells which files to look at. */
    WatchedConfiguration(SmallRyeConfig current, Supplier<SmallRyeConfig> reader) {
        this.files = ConfigurationFiles.of(current);
        this.reader = reader;
    }

    /** Whether it is worth reading again; to be asked at regular intervals. */
    boolean isChanged() {
        return watch.isChanged(files.read());
    }

    /** The configured locations that do not exist. */
    List<String> missing() {
        return files.missing();
    }

    /**
     * Reads it. What cannot be read counts as taken, too: to try again helps only when it has changed.
     *
     * @throws RuntimeException when it cannot be read
     */
    SmallRyeConfig read() {
        for (int reading = 0; reading < READINGS; reading++) {
            FileContents before = files.read();
            watch.take(before);
            SmallRyeConfig config = reader.get();
            if (files.read().equals(before)) {
                files = ConfigurationFiles.of(config);
                return config;
            }
        }
        throw new IllegalStateException("its files change while they are read");
    }
}
