package dev.flagexporter.runtime.delivery;

import java.time.Duration;

/**
 * What makes a bulk exporter flush, whichever comes first. A streaming exporter is flushed by each event.
 *
 * @param interval how often, in whole seconds
 * @param maxEventInMemory at how many pending events, at least 1
 */
public record FlushTrigger(Duration interval, long maxEventInMemory) {}
