package dev.flagexporter;

/** What an exporter is doing. */
public enum ExporterState {
    /** Not started yet. */
    NEW,
    /** Waiting for events, or exporting them. */
    RUNNING,
    /** The last attempt failed; the next one waits for its time or for a flush. */
    RETRYING,
    /** Exporting what is left. */
    STOPPING,
    /** Closed. */
    STOPPED
}
