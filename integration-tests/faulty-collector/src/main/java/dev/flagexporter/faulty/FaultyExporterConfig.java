package dev.flagexporter.faulty;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/** Configuration of the kind {@code faulty}. */
public interface FaultyExporterConfig {

    /** What goes wrong in an export. */
    enum Fault {
        /** Every export fails temporarily. */
        DEAD,
        /** Every export takes {@link FaultyExporterConfig#delay()} and succeeds. */
        SLOW,
        /** No export returns, whatever is done to it. */
        HANGING,
        /** Poison events are permanently rejected and named; all others are delivered. */
        NAMED_POISON,
        /** A batch with poison events is permanently rejected as a whole. */
        UNNAMED_POISON,
        /** Every batch is permanently rejected as a whole. */
        REJECTING
    }

    /**
     * Fault of each export.
     *
     * @return the fault
     */
    Fault fault();

    /**
     * Duration of each export with {@link Fault#SLOW}.
     *
     * @return a duration
     */
    @WithDefault("20ms")
    Duration delay();

    /**
     * End of the user keys of poison events.
     *
     * @return a suffix
     */
    @WithDefault("#7")
    String poison();

    /**
     * File that receives the user keys of the delivered events, one per line. Created if missing. Nothing is written by
     * default.
     *
     * @return a path
     */
    Optional<Path> deliveredFile();
}
