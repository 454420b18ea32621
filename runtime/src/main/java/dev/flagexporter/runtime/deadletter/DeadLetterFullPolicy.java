package dev.flagexporter.runtime.deadletter;

import java.util.Locale;

/** Decides what happens to events whose dead letters do not fit into the dead-letter file: {@code dead-letter.on-full}. */
public enum DeadLetterFullPolicy {
    /** The events stay pending, and the exporter backs off. */
    KEEP,

    /** The events are dropped and counted. */
    DROP;

    /**
     * Returns the name that is used in the configuration.
     *
     * @return the name in lower case
     */
    public String configuredName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
