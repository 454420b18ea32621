package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.OptionalInt;

import dev.flagexporter.runtime.config.FlagExporterConfig.CollectorConfig;
import dev.flagexporter.runtime.config.FlagExporterConfig.StoreConfig;
import dev.flagexporter.runtime.store.OverflowPolicy;
import io.quarkus.runtime.configuration.MemorySize;

/** Finds what is wrong with the keys of the event store, and with those that have to fit them. */
final class StoreCheck {

    private static final String STORE = FlagExporterConfig.PREFIX + ".store.";

    private static final long MIN_BYTES = 1024 * 1024;

    private final StoreConfig store;
    private final OptionalInt maxEventsPerRequest;
    private final Problems problems;

    StoreCheck(FlagExporterConfig config, Problems problems) {
        this(config.store(), config.collector().maxEventsPerRequest(), problems);
    }

    StoreCheck(StoreConfig store, OptionalInt maxEventsPerRequest, Problems problems) {
        this.store = store;
        this.maxEventsPerRequest = maxEventsPerRequest;
        this.problems = problems;
    }

    void check() {
        checkCapacity();
        checkMaxEventSize();
        store.maxBytes().map(MemorySize::asLongValue).ifPresent(this::checkMaxBytes);
        checkMaxPushBack();
        maxEventsPerRequest.ifPresent(this::checkMaxEventsPerRequest);
        store.blockTimeout().ifPresent(this::checkBlockTimeout);
    }

    private void checkCapacity() {
        if (store.capacity() < 1) {
            problems.add(
                    STORE + "capacity",
                    Integer.toString(store.capacity()),
                    "leaves no room for events",
                    "Use at least 1");
        }
    }

    private void checkMaxEventSize() {
        if (store.maxEventSize().asLongValue() < 1) {
            problems.add(
                    STORE + "max-event-size",
                    Long.toString(store.maxEventSize().asLongValue()),
                    "leaves out every event",
                    "Use a size such as 1M");
        }
    }

    private void checkMaxBytes(long maxBytes) {
        if (maxBytes < MIN_BYTES) {
            problems.add(
                    STORE + "max-bytes", Long.toString(maxBytes), "must be at least 1M", "Use a size such as 256M");
        } else if (maxBytes < store.maxEventSize().asLongValue()) {
            problems.add(
                    STORE + "max-bytes",
                    Long.toString(maxBytes),
                    "is less than " + STORE + "max-event-size, so that such an event could never be stored",
                    "Use at least " + store.maxEventSize().asLongValue() + ", or lower " + STORE + "max-event-size");
        }
    }

    private void checkMaxPushBack() {
        String property = STORE + "max-push-back";
        CommonValues.checkNotTooLong(property, store.maxPushBack(), problems);
        if (store.maxPushBack().isNegative() || store.maxPushBack().isZero()) {
            problems.add(
                    property,
                    store.maxPushBack().toString(),
                    "must be a positive duration",
                    "Use a duration such as 60s, or the overflow policy drop-oldest");
        }
    }

    private void checkMaxEventsPerRequest(int events) {
        String property = FlagExporterConfig.PREFIX + ".collector.max-events-per-request";
        if (events < 1 || events > CollectorConfig.MAX_EVENTS_PER_REQUEST) {
            problems.add(
                    property,
                    Integer.toString(events),
                    "is out of bounds",
                    "Use 1 to " + CollectorConfig.MAX_EVENTS_PER_REQUEST);
        } else if (store.overflowPolicy().canBeFull() && events > store.capacity()) {
            problems.add(
                    property,
                    Integer.toString(events),
                    "is more than the store's capacity of " + store.capacity()
                            + ", so that such a request could never be taken",
                    "Use at most " + store.capacity() + ", or raise " + STORE + "capacity");
        }
    }

    private void checkBlockTimeout(Duration timeout) {
        String property = STORE + "block-timeout";
        CommonValues.checkNotTooLong(property, timeout, problems);
        if (store.overflowPolicy() != OverflowPolicy.BLOCK) {
            problems.add(
                    property,
                    timeout.toString(),
                    "means nothing without the overflow policy block",
                    "Remove it, or set " + STORE + "overflow-policy=block");
        } else if (timeout.isNegative() || timeout.isZero()) {
            problems.add(
                    property,
                    timeout.toString(),
                    "must be a positive duration",
                    "Use a duration such as 1s, or the policy reject");
        }
    }
}
