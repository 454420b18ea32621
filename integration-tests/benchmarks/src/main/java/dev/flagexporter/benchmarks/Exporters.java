package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.runtime.store.InMemoryEventStoreFactory;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;

/** A store with consumers that behave as exporters do: they wait for a threshold, lease, commit and wait again. */
final class Exporters implements AutoCloseable {

    private static final int BATCH = 4096;
    private static final int THRESHOLD = 100_000;

    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final EventStore<FeatureEvent> store;
    private final List<String> names;
    private final int pending;

    Exporters(long capacity, int count, int pending) {
        this.store = new InMemoryEventStoreFactory(capacity, new Intake(), dispatcher)
                .create(EventType.FEATURE, FeatureEvent.class, "benchmark");
        this.names = IntStream.range(0, count).mapToObj(i -> "exporter-" + i).toList();
        this.pending = pending;
        dispatcher.start();
        names.forEach(this::add);
    }

    private void add(String name) {
        store.addConsumer(name, ConsumerStart.HEAD);
        arm(name);
    }

    private void arm(String name) {
        store.whenPending(name, pending + THRESHOLD, () -> {});
    }

    /** Adds exporters that wait for their threshold once and take nothing, ever. */
    void addDead(int count) {
        IntStream.range(0, count).mapToObj(i -> "dead-" + i).forEach(this::add);
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
        Lease<FeatureEvent> lease = store.lease(name, new LeaseLimits(most, Long.MAX_VALUE));
        if (!lease.isEmpty()) {
            store.commit(lease);
        }
        return lease.events().size();
    }

    @Override
    public void close() {
        dispatcher.close();
        for (String name : names) {
            long dropped = store.counts(name).dropped();
            if (dropped > 0) {
                throw new IllegalStateException(name + " lost " + dropped + " events");
            }
        }
    }
}
