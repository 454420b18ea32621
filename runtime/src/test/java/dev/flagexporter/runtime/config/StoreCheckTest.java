package dev.flagexporter.runtime.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import dev.flagexporter.runtime.config.FlagExporterConfig.StoreConfig;
import dev.flagexporter.runtime.store.OverflowPolicy;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoreCheckTest {

    private static final String STORE = "quarkus.flag-exporter.store.";
    private static final String MAX_EVENTS = "quarkus.flag-exporter.collector.max-events-per-request";

    private static class Store implements StoreConfig {

        private final int capacity;
        private final OverflowPolicy overflowPolicy;
        private final Optional<Duration> blockTimeout;
        private final long maxSize;

        Store(int capacity, OverflowPolicy policy) {
            this(capacity, policy, Optional.empty(), 1000);
        }

        Store(int capacity, OverflowPolicy overflowPolicy, Optional<Duration> blockTimeout, long maxSize) {
            this.capacity = capacity;
            this.overflowPolicy = overflowPolicy;
            this.blockTimeout = blockTimeout;
            this.maxSize = maxSize;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public OverflowPolicy overflowPolicy() {
            return overflowPolicy;
        }

        @Override
        public Optional<Duration> blockTimeout() {
            return blockTimeout;
        }

        @Override
        public Optional<MemorySize> maxBytes() {
            return Optional.empty();
        }

        @Override
        public Duration maxPushBack() {
            return Duration.ofMinutes(1);
        }

        @Override
        public MemorySize maxEventSize() {
            return new MemorySize(BigInteger.valueOf(maxSize));
        }
    }

    private static void check(StoreConfig store, OptionalInt maxEvents) {
        Problems problems = new Problems();
        new StoreCheck(store, maxEvents, problems).check();
        problems.throwIfAny();
    }

    private static void assertFine(StoreConfig store, OptionalInt maxEvents) {
        assertThatCode(() -> check(store, maxEvents)).doesNotThrowAnyException();
    }

    private static void assertProblem(StoreConfig store, OptionalInt maxEvents, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> check(store, maxEvents))
                .withMessageContaining("1 problem:")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWrongWithTheDefaultsOfAnyPolicy(OverflowPolicy policy) {
        assertFine(new Store(10, policy), OptionalInt.empty());
        assertFine(new Store(10, policy), OptionalInt.of(10));
    }

    private static Store withMaxBytes(long bytes) {
        return new Store(10, OverflowPolicy.BACK_PRESSURE, Optional.empty(), 2 * 1024 * 1024) {
            @Override
            public Optional<MemorySize> maxBytes() {
                return Optional.of(new MemorySize(BigInteger.valueOf(bytes)));
            }
        };
    }

    @Test
    void requiresMemoryForTheLargestEvent() {
        assertFine(withMaxBytes(2 * 1024 * 1024), OptionalInt.empty());
        assertProblem(
                withMaxBytes(2 * 1024 * 1024 - 1),
                OptionalInt.empty(),
                STORE + "max-bytes = \"2097151\": is less than " + STORE + "max-event-size");
        assertProblem(withMaxBytes(1000), OptionalInt.empty(), STORE + "max-bytes = \"1000\": must be at least 1M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void requiresAPositivePushBack(String duration) {
        Store store = new Store(10, OverflowPolicy.BACK_PRESSURE) {
            @Override
            public Duration maxPushBack() {
                return Duration.parse(duration);
            }
        };
        assertProblem(
                store,
                OptionalInt.empty(),
                STORE + "max-push-back = \"" + duration + "\": must be a positive duration.");
    }

    @Test
    void wantsRoom() {
        assertProblem(
                new Store(0, OverflowPolicy.DROP_OLDEST),
                OptionalInt.empty(),
                STORE + "capacity = \"0\": leaves no room for events.");
        assertProblem(
                new Store(1, OverflowPolicy.DROP_OLDEST, Optional.empty(), 0),
                OptionalInt.empty(),
                STORE + "max-event-size = \"0\": leaves out every event.");
    }

    @Test
    void wantsARequestToFitTheCapacityWhereItIsTakenAsAWhole() {
        assertProblem(
                new Store(10, OverflowPolicy.REJECT),
                OptionalInt.of(11),
                MAX_EVENTS + " = \"11\": is more than the store's capacity of 10, so that such a request could never be"
                        + " taken. Use at most 10, or raise " + STORE + "capacity.");
        assertFine(new Store(10, OverflowPolicy.DROP_OLDEST), OptionalInt.of(11));
    }

    @Test
    void wantsARequestWithinBounds() {
        assertProblem(new Store(10, OverflowPolicy.DROP_OLDEST), OptionalInt.of(0), "Use 1 to 1000000.");
        assertProblem(new Store(10, OverflowPolicy.DROP_OLDEST), OptionalInt.of(1_000_001), "Use 1 to 1000000.");
    }

    @Test
    void wantsATimeToBlockOnlyWhereItBlocks() {
        Optional<Duration> timeout = Optional.of(Duration.ofSeconds(2));
        assertProblem(
                new Store(10, OverflowPolicy.REJECT, timeout, 1000),
                OptionalInt.empty(),
                STORE + "block-timeout = \"PT2S\": means nothing without the overflow policy block.");
        assertProblem(
                new Store(10, OverflowPolicy.BLOCK, Optional.of(Duration.ZERO), 1000),
                OptionalInt.empty(),
                "must be a positive duration.");
        assertProblem(
                new Store(10, OverflowPolicy.BLOCK, Optional.of(Duration.ofDays(366)), 1000),
                OptionalInt.empty(),
                STORE + "block-timeout = \"PT8784H\": is too long. Use at most 365d.");
        assertFine(new Store(10, OverflowPolicy.BLOCK, timeout, 1000), OptionalInt.empty());
    }
}
