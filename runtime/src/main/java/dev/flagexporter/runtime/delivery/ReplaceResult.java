package dev.flagexporter.runtime.delivery;

/** What became of an exporter that was to take the place of another one. */
public enum ReplaceResult {
    /** It is at work, and the other one is closed or was abandoned. */
    REPLACED,
    /** A later successor came before its turn, and is to take the place instead. */
    SUPERSEDED,
    /** The exporter stopped or was removed before. */
    STOPPED
}
