package dev.flagexporter.runtime.config;

/** The shares of the heap that the event store, its exporters and the requests to the collector use. */
final class StoreMemoryConfig {

    /** The share of the maximum heap that the events of all stores retain. */
    private static final int HEAP_SHARE = 4;

    /** The share of that which one batch may have: each exporter holds one, and the store needs room for the next ones. */
    private static final int BATCH_SHARE = 4;

    /** The share of the maximum heap that the requests in flight use. */
    private static final int REQUESTS_SHARE = 8;

    private StoreMemoryConfig() {}

    /** The limit on the memory of the requests in flight if none is configured: an eighth of the maximum heap. */
    static long defaultInFlightBytes() {
        return Runtime.getRuntime().maxMemory() / REQUESTS_SHARE;
    }

    /** The limit on the memory of all stores if none is configured: a quarter of the maximum heap. */
    static long defaultMaxBytes() {
        return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    }

    /** The size of a batch: as configured, and not more than a quarter of the limit of the stores. */
    static long maxBatchBytes(long configured, long maxStoreBytes) {
        return Math.max(1, Math.min(configured, maxStoreBytes / BATCH_SHARE));
    }
}
