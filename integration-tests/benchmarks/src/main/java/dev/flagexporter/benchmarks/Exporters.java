package dev.flagexporter.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.flagexporter.runtime.store.InMemoryEventStoreFactory;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.runtime.store.StoreSettings;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * A store as applications get it, except for its capacity and its limit in bytes, with consumers that behave as exporters do: they wait for a
 * threshold, lease, commit and wait again.
 */
final class Exporters implements AutoCloseable {

    static final int BATCH = 4096;
    private static final int THRESHOLD = 100_000;
    private static final long MAX_EVENT_SIZE = 1024 * 1024;

    /** A limit that is counted for and never reached: the number of events is what is varied. */
    private static final long MANY_BYTES = 1L << 40;

    private static final long MAX_BYTES = 64 * MAX_EVENT_SIZE;

    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final EventStore<FeatureEvent> store;
    private final List<String> names = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private final int pending;

    /** Nobody takes anything out yet. */
    Exporters(long capacity, int pending) {
        this.store = new InMemoryEventStoreFactory(defaults(capacity), new Intake(), dispatcher)
                .create(EventType.FEATURE, FeatureEvent.class, "benchmark");
        this.pending = pending;
        dispatcher.start();
    }

    Exporters(long capacity, int count, int pending) {
        this(capacity, pending);
        IntStream.range(0, count).mapToObj(i -> "exporter-" + i).forEach(name -> {
            store.addConsumer(name, ConsumerStart.HEAD);
            adopt(name);
        });
    }

    /** What the extension's configuration says when nobody configures anything. */
    private static StoreSettings defaults(long capacity) {
        return StoreSettings.of(
                new StoreSettings.Limits(capacity, MANY_BYTES, MAX_EVENT_SIZE), OverflowPolicy.DROP_OLDEST);
    }

    /** From now on {@link #drain} takes out what this consumer has pending. */
    void adopt(String name) {
        names.add(name);
        arm(name);
    }

    private void arm(String name) {
        store.whenPending(name, pending + THRESHOLD, Long.MAX_VALUE, () -> {});
    }

    /** Adds exporters that wait for their threshold once and take nothing, ever. */
    void addDead(int count) {
        IntStream.range(0, count).mapToObj(i -> "dead-" + i).forEach(name -> {
            store.addConsumer(name, ConsumerStart.HEAD);
            arm(name);
            dead.add(name);
        });
    }

    EventStore<FeatureEvent> store() {
        return store;
    }

    /** Each exporter takes all but what shall stay pending. */
    void drain() {
        for (String name : names) {
            long more = store.pendingEventCount(name) - pending;
            while (more > 0) {
                more -= take(name, (int) Math.min(more, BATCH));
            }
            arm(name);
        }
    }

    /** One batch; how many events were in it. */
    int take(String name, int most) {
        return take(name, most, batch -> {});
    }

    /** One batch, committed after it was exported; how many events were in it. */
    int take(String name, int most, Consumer<List<FeatureEvent>> export) {
        Lease<FeatureEvent> lease = store.lease(name, new LeaseLimits(most, MAX_BYTES));
        if (!lease.isEmpty()) {
            export.accept(lease.events());
            store.commit(lease);
        }
        return lease.events().size();
    }

    /** Makes sure that those that keep up have lost nothing, and that the dead ones have. */
    @Override
    public void close() {
        dispatcher.close();
        for (String name : names) {
            long dropped = dropped(name);
            if (dropped > 0) {
                throw new IllegalStateException(name + " lost " + dropped + " events");
            }
        }
        for (String name : dead) {
            if (dropped(name) == 0) {
                throw new IllegalStateException(name + " lost nothing, so the store was not at its capacity");
            }
        }
    }

    private long dropped(String name) {
        return store.counts(name).dropped();
    }
}
