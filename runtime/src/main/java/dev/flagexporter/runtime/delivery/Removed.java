package dev.flagexporter.runtime.delivery;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * Events that are not exported again.
 *
 * @param events the events, as a part of the batch
 * @param deliveryId the last delivery that they were part of
 * @param attempts how many attempts at that delivery were made
 * @param reason why they are not exported again
 * @param cause what the exporter threw
 */
record Removed<T extends ExportableEvent>(
        Delivery<T> events, String deliveryId, int attempts, DropReason reason, Throwable cause) {

    /** The same events, which are given up for another reason. */
    Removed<T> because(DropReason other) {
        return new Removed<>(events, deliveryId, attempts, other, cause);
    }
}
