package dev.flagexporter.runtime.delivery;

import java.util.List;

import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.runtime.store.StoreSettings;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.FeatureEvent;

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
        StoreSettings settings =
                StoreSettings.of(StoreSettings.Limits.ofCapacity(200_000), OverflowPolicy.DROP_OLDEST);
        return new InMemoryEventStore<>(FeatureEvent.class, "store1", settings, new Intake(), dispatcher);
    }

    /** The live threads of an exporter. */
    static List<Thread> of(String exporterName) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("flag-exporter-" + exporterName))
                .toList();
    }
}
