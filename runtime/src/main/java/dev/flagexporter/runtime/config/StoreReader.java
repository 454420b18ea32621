package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.List;

import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.runtime.store.StoreSettings;
import dev.flagexporter.runtime.store.StoreSettings.Limits;
import io.quarkus.runtime.BlockingOperationControl;

/** Reads and checks the keys of the event store. */
final class StoreReader {

    static final String CAPACITY = "store.capacity";
    static final String OVERFLOW_POLICY = "store.overflow-policy";

    private static final String MAX_BYTES = "store.max-bytes";
    private static final String MAX_EVENT_SIZE = "store.max-event-size";
    private static final String BLOCK_TIMEOUT = "store.block-timeout";

    private static final int DEFAULT_CAPACITY = 200_000;
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long EXAMPLE_MAX_BYTES = 256 * MEBIBYTE;
    private static final Duration DEFAULT_BLOCK_TIMEOUT = Duration.ofSeconds(1);

    private final ValueReader values;

    StoreReader(ValueReader values) {
        this.values = values;
    }

    StoreSettings read() {
        int capacity = (int) values.number(CAPACITY, Integer.MAX_VALUE, DEFAULT_CAPACITY);
        long maxEventSize = values.bytes(MAX_EVENT_SIZE, 1, MEBIBYTE);
        OverflowPolicy policy = values.choice(
                OVERFLOW_POLICY, each -> ValueReader.hyphenated(each.name()), List.of(OverflowPolicy.values()));
        // Quarkus knows which threads are for I/O: those of the event loops
        return new StoreSettings(
                new Limits(capacity, maxBytes(maxEventSize), maxEventSize),
                policy,
                blockTimeout(policy),
                BlockingOperationControl::isBlockingAllowed,
                values.positive("store.max-push-back", Duration.ofSeconds(60)));
    }

    private long maxBytes(long maxEventSize) {
        if (!values.isSet(MAX_BYTES)) {
            return StoreMemoryConfig.defaultMaxBytes();
        }
        long maxBytes = values.bytes(MAX_BYTES, MEBIBYTE, EXAMPLE_MAX_BYTES);
        if (maxBytes < maxEventSize && values.areValid(MAX_BYTES, MAX_EVENT_SIZE)) {
            values.addProblem(
                    MAX_BYTES,
                    "is less than " + KnownKeys.PREFIX + MAX_EVENT_SIZE
                            + ", so that such an event could never be stored",
                    "Use at least " + ValueReader.size(maxEventSize) + ", or lower " + KnownKeys.PREFIX
                            + MAX_EVENT_SIZE);
        }
        return maxBytes;
    }

    private Duration blockTimeout(OverflowPolicy policy) {
        if (!values.isSet(BLOCK_TIMEOUT)) {
            return DEFAULT_BLOCK_TIMEOUT;
        }
        Duration timeout = values.positive(BLOCK_TIMEOUT, DEFAULT_BLOCK_TIMEOUT);
        if (policy != OverflowPolicy.BLOCK && values.areValid(BLOCK_TIMEOUT, OVERFLOW_POLICY)) {
            values.addProblem(
                    BLOCK_TIMEOUT,
                    "has no effect without the overflow policy block",
                    "Remove it, or set " + KnownKeys.PREFIX + OVERFLOW_POLICY + "=block");
        }
        return timeout;
    }
}
