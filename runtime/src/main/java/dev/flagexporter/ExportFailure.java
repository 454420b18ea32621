package dev.flagexporter;

import java.time.Instant;

/**
 * An attempt that failed.
 *
 * @param time when
 * @param attempt which attempt at its batch it was, counted from 1
 * @param cause what the exporter threw
 */
public record ExportFailure(Instant time, int attempt, Throwable cause) {}
