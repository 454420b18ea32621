package dev.flagexporter.runtime.config;

import java.time.Duration;

import dev.flagexporter.runtime.config.FlagExporterConfig.StoreConfig;
import dev.flagexporter.runtime.store.OverflowPolicy;

/** Finds what is wrong with the keys of the event store. */
final class StoreCheck {

    private static final String STORE = FlagExporterConfig.PREFIX + ".store.";

    private final StoreConfig store;
    private final Problems problems;

    StoreCheck(FlagExporterConfig config, Problems problems) {
        this.store = config.store();
        this.problems = problems;
    }

    void check() {
        checkCapacity();
        checkMaxEventSize();
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

    private void checkBlockTimeout(Duration timeout) {
        String property = STORE + "block-timeout";
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
                    "is no time to wait",
                    "Use a duration such as 1s, or the policy reject");
        }
    }
}
