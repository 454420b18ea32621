package dev.flagexporter.runtime.delivery;

import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;

/** What a schedule is played with: the real parts, unless one is replaced by a broken one. */
interface Parts {

    Parts REAL = new Parts() {};

    default EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
        return DeliveryHarness.store(capacity, policy);
    }

    default DeliveryClock clock(DeliveryClock clock) {
        return clock;
    }

    default Worker worker(Worker worker) {
        return worker;
    }

    default Exporter exporter(Exporter exporter) {
        return exporter;
    }

    default FailurePolicy policy(FailurePolicy policy) {
        return policy;
    }

    default int batch(int events) {
        return events;
    }
}
