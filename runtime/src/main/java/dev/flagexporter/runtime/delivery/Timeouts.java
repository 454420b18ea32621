package dev.flagexporter.runtime.delivery;

import java.time.Duration;

/**
 * How long an exporter may take.
 *
 * @param attempt for one attempt
 * @param shutdown for the last flush
 */
public record Timeouts(Duration attempt, Duration shutdown) {}
