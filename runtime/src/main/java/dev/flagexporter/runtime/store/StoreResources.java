package dev.flagexporter.runtime.store;

import java.util.function.LongSupplier;

/**
 * What all stores share.
 *
 * @param intake the gate for several events at once
 * @param dispatcher wakes the consumers
 * @param memory the limit on what all events retain
 * @param nanoTime a monotonic clock, such as {@link System#nanoTime()}
 */
public record StoreResources(Intake intake, WakeUpDispatcher dispatcher, MemoryLimit memory, LongSupplier nanoTime) {

    /**
     * Resources of stores with these settings.
     *
     * @param settings the settings of the stores
     * @param intake the gate for several events at once
     * @param dispatcher wakes the consumers
     * @return resources to be shared by all stores
     */
    public static StoreResources of(StoreSettings settings, Intake intake, WakeUpDispatcher dispatcher) {
        return new StoreResources(
                intake, dispatcher, new MemoryLimit(settings.limits().maxBytes()), System::nanoTime);
    }
}
