package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.runtime.store.StoreSettings;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.LeaseLimits;

/** What threads there are, and of which kind. */
final class Threads {

    private Threads() {}

    /** Whether a thread is a virtual one; there is none before Java 21. */
    static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return Runtime.version().feature() >= 21
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    /** A store for exporters with threads of their own; it wakes them. */
    static InMemoryEventStore<FeatureEvent> store(WakeUpDispatcher dispatcher) {
        dispatcher.start();
        StoreSettings settings = StoreSettings.of(StoreSettings.Limits.ofCapacity(200_000), OverflowPolicy.DROP_OLDEST);
        return new InMemoryEventStore<>(FeatureEvent.class, "store1", settings, new Intake(), dispatcher);
    }

    /** An exporter of single events with short times, which tries again at once. */
    static ExporterSetup setup(String name, Exporter exporter, Supplier<Exporter> another, Timeouts timeouts) {
        return new ExporterSetup(
                name,
                "scripted",
                EventType.FEATURE,
                ExporterInstances.of(exporter, another),
                new DeliverySettings(
                        new FlushTrigger(Duration.ofSeconds(60), 100),
                        new LeaseLimits(100, Long.MAX_VALUE),
                        timeouts,
                        new RetrySettings(
                                Duration.ofMillis(1), Duration.ofMillis(10), RetrySettings.UNLIMITED, Optional.empty()),
                        FailurePolicy.DEFAULT));
    }

    /** An exporter of single events that does this with each batch. */
    static Exporter exporter(ScriptedExporter.Step step) {
        return new Exporter() {
            @Override
            public boolean isBulk() {
                return false;
            }

            @Override
            public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                try {
                    step.run(context, events);
                } catch (Exception | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    /** Waits for a latch whatever happens to the thread, as a call that must be abandoned. */
    static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // such a call hangs
            }
        }
    }

    /** The live threads of an exporter. */
    static List<Thread> of(String exporterName) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("flag-exporter-" + exporterName))
                .toList();
    }
}
