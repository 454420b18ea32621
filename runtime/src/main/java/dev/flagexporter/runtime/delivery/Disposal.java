package dev.flagexporter.runtime.delivery;

/** The ways to treat events that could not be delivered. */
public enum Disposal {
    /** They stay pending and are tried again. */
    KEEP("keep"),
    /** They are dropped and counted. */
    DROP("drop"),
    /** They are written to the exporter's dead letter file. */
    DEAD_LETTER("dead-letter");

    private final String configuredName;

    Disposal(String configuredName) {
        this.configuredName = configuredName;
    }

    /**
     * The name used in configuration.
     *
     * @return lower case, with hyphens
     */
    public String configuredName() {
        return configuredName;
    }
}
