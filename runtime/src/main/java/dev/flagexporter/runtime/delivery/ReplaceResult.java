package dev.flagexporter.runtime.delivery;

/** The result of a replacement of an exporter. */
public enum ReplaceResult {
    /** The successor is at work. The old exporter is closed or was abandoned. */
    REPLACED,
    /** A later replacement came first. This successor is never opened. */
    SUPERSEDED,
    /** The exporter stopped or was removed first. This successor is never opened. */
    STOPPED
}
