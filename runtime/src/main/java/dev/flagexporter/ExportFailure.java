package dev.flagexporter;

import java.time.Instant;

/**
 * A failed attempt.
 *
 * @param time time of the failure
 * @param attempt number of the attempt at its batch, from 1
 * @param cause what the exporter threw, or another reason why the attempt failed
 */
public record ExportFailure(Instant time, int attempt, Throwable cause) {}
