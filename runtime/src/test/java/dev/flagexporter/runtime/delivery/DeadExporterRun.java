package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.DataExporter;
import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.FaultyExporter;
import dev.flagexporter.testkit.FaultyExporterBuilder;
import dev.flagexporter.testkit.InMemoryExporter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program: offers events to two stores by turns, one with a healthy exporter and two dead ones, and one with a healthy
 * exporter alone. The argument is the capacity of the stores.
 */
final class DeadExporterRun {

    private static final int EVENTS = 10_000_000;
    private static final int BURST = 1_000;
    private static final int BATCH = 100_000;

    /** Nobody promises a number here; this is no more than a sign of life. */
    private static final double GROSSLY_MORE = 5;

    /** A healthy exporter that has more pending is waited for: the events come no faster than it exports them. */
    private static final int AHEAD = 50_000;

    /** Gets the events one by one, each once and in order. */
    private static final class Healthy implements Exporter {

        private int next;

        @Override
        public boolean isBulk() {
            return false;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {
            for (ExportableEvent event : events) {
                if (Events.number(event) != next) {
                    throw new AssertionError("not the event " + next + " but " + event);
                }
                next++;
            }
        }
    }

    /** A manager with its store, and how long each burst took. */
    private static final class Side {

        private final DefaultManager<FeatureEvent> manager;
        private final DataExporter<FeatureEvent> healthy;
        private final long[] nanos = new long[EVENTS / BURST];

        Side(int capacity, WakeUpDispatcher dispatcher, ExporterSetup... setups) {
            InMemoryEventStore<FeatureEvent> store =
                    new InMemoryEventStore<>(FeatureEvent.class, "store1", capacity, new Intake(), dispatcher);
            manager = new DefaultManager<>(EventType.FEATURE, store, List.of(setups), DeliveryClock.SYSTEM);
            healthy = manager.exporter("healthy").orElseThrow();
            manager.start();
        }

        void append(int burst, List<FeatureEvent> events) {
            while (healthy.counts().pending() > AHEAD) {
                Thread.yield();
            }
            boolean all = true;
            long begin = System.nanoTime();
            for (FeatureEvent event : events) {
                all &= manager.addEvent(event) == AppendResult.APPENDED;
            }
            nanos[burst] = System.nanoTime() - begin;
            assertThat(all).as("all were appended").isTrue();
        }

        void assertEachExactlyOnce() {
            while (healthy.flush().toCompletableFuture().join().pending() > 0) {
                Thread.yield();
            }
            ExporterCounts counts = healthy.counts();
            assertThat(healthy.lastFailure()).isEmpty();
            assertThat(counts.delivered()).isEqualTo(EVENTS).isEqualTo(counts.appended());
        }

        ExporterCounts counts(String exporter) {
            return manager.exporter(exporter).orElseThrow().counts();
        }

        /** The time that a part of the bursts did not exceed. */
        double quantile(double part) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[(int) (part * (sorted.length - 1))];
        }
    }

    private DeadExporterRun() {}

    public static void main(String[] arguments) {
        int capacity = Integer.parseInt(arguments[0]);
        WakeUpDispatcher dispatcher = new WakeUpDispatcher();
        dispatcher.start();
        Side with = new Side(
                capacity,
                dispatcher,
                setup("healthy", new Healthy()),
                setup("failing", failing()),
                setup("hanging", hanging()));
        Side without = new Side(capacity, dispatcher, setup("healthy", new Healthy()));
        offer(with, without);
        with.assertEachExactlyOnce();
        without.assertEachExactlyOnce();
        assertOnlyItsOwnEventsAreLost(with.counts("failing"), capacity);
        assertOnlyItsOwnEventsAreLost(with.counts("hanging"), capacity);
        compare(with, without);
        // the dead ones would be waited for
        System.exit(0);
    }

    private static void offer(Side with, Side without) {
        for (int burst = 0; burst < EVENTS / BURST; burst++) {
            List<FeatureEvent> events = new ArrayList<>(BURST);
            for (int i = 0; i < BURST; i++) {
                events.add(Events.feature(burst * BURST + i));
            }
            Side first = burst % 2 == 0 ? with : without;
            first.append(burst, events);
            (first.equals(with) ? without : with).append(burst, events);
        }
    }

    private static void compare(Side with, Side without) {
        double median = with.quantile(0.5) / without.quantile(0.5);
        System.out.printf(
                "%d events: beside dead exporters an append takes %.2f times as long as without, by the median of bursts; %.2f times by their 99th percentile%n",
                EVENTS, median, with.quantile(0.99) / without.quantile(0.99));
        assertThat(median).isLessThan(GROSSLY_MORE);
    }

    private static void assertOnlyItsOwnEventsAreLost(ExporterCounts dead, int capacity) {
        assertThat(dead.appended()).isEqualTo(EVENTS);
        assertThat(dead.attempts()).isEqualTo(dead.failedAttempts());
        assertThat(dead.delivered()).isZero();
        assertThat(dead.pending()).isBetween((long) capacity, (long) capacity + BATCH);
        assertThat(dead.dropped()).containsEntry(DropReason.OVERFLOW, EVENTS - dead.pending());
    }

    private static Exporter failing() {
        return FaultyExporter.before(new InMemoryExporter(true))
                .forEver(new IOException("down"))
                .build();
    }

    /** Whatever is done to it, and as often as it is tried. */
    private static Exporter hanging() {
        FaultyExporterBuilder hanging = FaultyExporter.before(new InMemoryExporter(true));
        for (int i = 0; i < ExporterCalls.MAX_HANGING; i++) {
            hanging.hangingAndIgnoringInterrupts();
        }
        return hanging.build();
    }

    /** The hanging one is abandoned soon; the healthy one has the time that a busy machine takes. */
    private static ExporterSetup setup(String name, Exporter exporter) {
        Duration attemptTimeout = name.equals("hanging") ? Duration.ofMillis(100) : Duration.ofMinutes(1);
        return new ExporterSetup(
                name,
                "test",
                EventType.FEATURE,
                ExporterInstances.of(exporter, () -> exporter),
                new DeliverySettings(
                        new FlushTrigger(Duration.ofSeconds(60), BATCH),
                        new LeaseLimits(BATCH, Long.MAX_VALUE),
                        new Timeouts(attemptTimeout, Duration.ofSeconds(20)),
                        new RetrySettings(
                                Duration.ofMillis(100),
                                Duration.ofSeconds(1),
                                RetrySettings.UNLIMITED,
                                Optional.empty()),
                        FailurePolicy.DEFAULT));
    }
}
