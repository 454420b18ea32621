package dev.flagexporter.runtime.delivery;

import java.time.Duration;

/**
 * How long to wait between attempts.
 *
 * @param initialBackoff the longest wait before the second attempt
 * @param maxBackoff the longest wait between attempts
 */
public record RetrySettings(Duration initialBackoff, Duration maxBackoff) {}
