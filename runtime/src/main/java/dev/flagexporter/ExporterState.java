package dev.flagexporter;

/** The state of an exporter. */
public enum ExporterState {
    /** Not started yet. */
    NEW,
    /** Waiting for events, or exporting them. */
    RUNNING,
    /** The last attempt failed; the next one waits for its time or for a flush. */
    RETRYING,
    /** Making the last flush. */
    STOPPING,
    /** Closed. */
    STOPPED
}
