package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;

import static org.assertj.core.api.Assertions.assertThat;

/** Stores of numbered events, and what was leased from them as numbers. */
final class StoreFixture {

    /** Far more than a test appends. */
    static final long ROOMY = 200_000;

    /** How far the size of an event may be from its fixed part and the length of its value. */
    private static final int SEARCHED = 200;

    /** Values are counted in steps of so many bytes, other strings are not. */
    private static final int ALIGNMENT = 8;

    private StoreFixture() {}

    /** A store whose wake-ups nobody runs. */
    static InMemoryEventStore<FeatureEvent> store(long capacity) {
        return store(capacity, new Intake(), new WakeUpDispatcher());
    }

    static InMemoryEventStore<FeatureEvent> store(long capacity, Intake intake, WakeUpDispatcher dispatcher) {
        return new InMemoryEventStore<>(FeatureEvent.class, "store1", capacity, intake, dispatcher);
    }

    /** A store that lets nobody in when it is full, or has them wait for a long time. */
    static InMemoryEventStore<FeatureEvent> store(long capacity, OverflowPolicy policy) {
        return store(new StoreSettings(
                StoreSettings.Limits.ofCapacity(capacity),
                policy,
                Duration.ofMinutes(1),
                () -> true,
                Duration.ofMinutes(1)));
    }

    static InMemoryEventStore<FeatureEvent> store(StoreSettings settings) {
        return new InMemoryEventStore<>(FeatureEvent.class, "store1", settings, new Intake(), new WakeUpDispatcher());
    }

    /** A store with a limit in bytes, for events of any number. */
    static InMemoryEventStore<FeatureEvent> storeOfBytes(long maxBytes, OverflowPolicy policy) {
        return store(StoreSettings.of(new StoreSettings.Limits(ROOMY, maxBytes, StoreSettings.EVERY_SIZE), policy));
    }

    /** An event whose value makes it count with exactly so many bytes, a multiple of 8 and more than {@link EventSize#LARGE}. */
    static FeatureEvent sized(int number, int bytes) {
        int fixed = Math.toIntExact(EventSize.of(event(number, "flag", "")));
        return IntStream.range(0, ALIGNMENT)
                .mapToObj(padding -> "flag" + "g".repeat(padding))
                .flatMap(key -> IntStream.rangeClosed(bytes - fixed - SEARCHED, bytes - fixed + SEARCHED)
                        .mapToObj(length -> event(number, key, "x".repeat(Math.max(0, length)))))
                .filter(event -> EventSize.of(event) == bytes)
                .findFirst()
                .orElseThrow();
    }

    private static FeatureEvent event(int number, String key, String value) {
        return FeatureEvent.of("user-" + number, false, key, value, "on", false, "", "SERVER", null);
    }

    /** Appends the events numbered from one number up to another. */
    static void append(InMemoryEventStore<FeatureEvent> store, int from, int to) {
        for (int number = from; number < to; number++) {
            assertThat(store.append(Events.feature(number))).isEqualTo(AppendResult.APPENDED);
        }
    }

    static LeaseLimits atMost(int events) {
        return new LeaseLimits(events, Long.MAX_VALUE);
    }

    static int number(FeatureEvent event) {
        return Integer.parseInt(event.userKey().substring("user-".length()));
    }

    static List<Integer> numbers(Lease<FeatureEvent> lease) {
        return lease.events().stream().map(StoreFixture::number).toList();
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** Leases all there is and commits it. */
    static List<Integer> consume(InMemoryEventStore<FeatureEvent> store, String consumerId) {
        return consume(store, consumerId, LeaseLimits.UNLIMITED);
    }

    static List<Integer> consume(InMemoryEventStore<FeatureEvent> store, String consumerId, LeaseLimits limits) {
        Lease<FeatureEvent> lease = store.lease(consumerId, limits);
        List<Integer> numbers = numbers(lease);
        if (!lease.isEmpty()) {
            store.commit(lease);
        }
        return numbers;
    }
}
