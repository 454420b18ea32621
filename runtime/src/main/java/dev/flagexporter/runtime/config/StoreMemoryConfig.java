package dev.flagexporter.runtime.config;

import dev.flagexporter.runtime.config.FlagExporterConfig.StoreConfig;
import io.quarkus.runtime.configuration.MemorySize;

/** The shares of the heap that the event store, its exporters and the requests to the collector use. */
public final class StoreMemoryConfig {

    /** The share of the maximum heap that the events of all stores retain. */
    private static final int HEAP_SHARE = 4;

    /** The share of that which one batch may have: each exporter holds one, and the store needs room for the next ones. */
    private static final int BATCH_SHARE = 4;

    /** The share of the maximum heap that the requests in flight use. */
    private static final int REQUESTS_SHARE = 8;

    private StoreMemoryConfig() {}

    /**
     * Returns the default limit on the memory of the requests in flight to the collector.
     *
     * @return an eighth of the maximum heap, in bytes
     */
    public static long requestBytes() {
        return Runtime.getRuntime().maxMemory() / REQUESTS_SHARE;
    }

    /**
     * Returns the limit on the memory of all stores.
     *
     * @param store the configuration of the store
     * @return {@code store.max-bytes}; a quarter of the maximum heap unless set
     */
    public static long maxBytes(StoreConfig store) {
        return store.maxBytes()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** The size of a batch: as configured, and not more than a quarter of the limit of the stores. */
    static long maxBatchBytes(long configured, StoreConfig store) {
        return Math.max(1, Math.min(configured, maxBytes(store) / BATCH_SHARE));
    }
}
