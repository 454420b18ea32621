package dev.flagexporter.runtime.delivery;

import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;

/**
 * What the worker is woken for.
 *
 * @param last whether the exporter is to stop then
 * @param flush who waits for what is pending
 * @param replay who waits for the dead letters
 * @param start where it began
 */
record Cycle(boolean last, Request<FlushResult> flush, Request<ReplayResult> replay, Progress start) {

    boolean hasDelivered(Progress now) {
        return now.delivered() > start.delivered();
    }
}
