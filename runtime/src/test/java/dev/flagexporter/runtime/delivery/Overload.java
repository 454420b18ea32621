package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.testkit.Events;

import static org.assertj.core.api.Assertions.assertThat;

/** Far more events than a small store holds, for exporters without threads. */
final class Overload {

    static final int CAPACITY = 16;
    static final int BATCH = 5;
    private static final int PORTION = 10;
    private static final int PORTIONS = 6;
    private static final int PATIENCE = 50;

    private final ManualClock clock = new ManualClock();
    private final InMemoryEventStore<FeatureEvent> store;
    private final OverflowPolicy overflowPolicy;
    private final List<AccountedExporter> exporters = new ArrayList<>();
    private final Set<Integer> appended = new TreeSet<>();
    private int offered;

    Overload(OverflowPolicy overflowPolicy) {
        this.overflowPolicy = overflowPolicy;
        this.store = DeliveryHarness.store(CAPACITY, overflowPolicy);
    }

    AccountedExporter add(String name, FailureSettings policy) {
        AccountedExporter exporter = new AccountedExporter(name, policy, store, clock);
        exporters.add(exporter);
        return exporter;
    }

    /** The events that the store took. */
    Set<Integer> appended() {
        return appended;
    }

    void start() {
        exporters.forEach(AccountedExporter::start);
    }

    /** Offers events faster than time goes by, and then some at leisure. */
    void run() {
        for (int portion = 0; portion < PORTIONS; portion++) {
            offer(PORTION);
            if (portion % 2 == 1) {
                flush();
                pass(DeliveryHarness.MAX_BACKOFF);
            }
        }
        offer(PORTION);
        flush();
    }

    void offer(int events) {
        for (int i = 0; i < events; i++) {
            if (store.append(Events.feature(offered)) == AppendResult.APPENDED) {
                appended.add(offered);
            }
            offered++;
        }
        assertAddsUp();
    }

    void flush() {
        exporters.forEach(AccountedExporter::flush);
        assertAddsUp();
    }

    private void pass(Duration duration) {
        long end = clock.nanoTime() + duration.toNanos();
        for (Duration next = untilWork(); clock.nanoTime() + next.toNanos() <= end; next = untilWork()) {
            clock.advance(next);
            exporters.forEach(AccountedExporter::run);
        }
        clock.advance(Duration.ofNanos(Math.max(0, end - clock.nanoTime())));
        exporters.forEach(AccountedExporter::run);
        assertAddsUp();
    }

    private Duration untilWork() {
        return exporters.stream()
                .map(AccountedExporter::untilWork)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Ends all trouble, and waits until nothing is pending. */
    void recover() {
        exporters.forEach(exporter -> exporter.destination().recover());
        for (int i = 0; i < PATIENCE && isAnyPending(); i++) {
            flush();
            pass(DeliveryHarness.MAX_BACKOFF);
        }
        exporters.forEach(exporter -> exporter.assertEveryEventIsAccountedFor(appended));
    }

    private boolean isAnyPending() {
        return exporters.stream().anyMatch(exporter -> exporter.counts().pending() > 0);
    }

    private void assertAddsUp() {
        exporters.forEach(exporter -> exporter.assertAddsUp(appended));
        assertThat(store.totalEventCount()).isLessThanOrEqualTo(CAPACITY);
        assertThat(store.notAppendedEventCount(AppendResult.DROPPED))
                .isEqualTo(overflowPolicy == OverflowPolicy.DROP_NEWEST ? offered - appended.size() : 0);
        assertThat(store.notAppendedEventCount(AppendResult.FULL))
                .isEqualTo(overflowPolicy == OverflowPolicy.DROP_NEWEST ? 0 : offered - appended.size());
    }
}
