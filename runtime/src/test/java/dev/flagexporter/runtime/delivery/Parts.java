package dev.flagexporter.runtime.delivery;

import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.LeaseLimits;

/** What a schedule is played with: the real parts, unless a defect replaces one of them. */
interface Parts {

    Parts REAL = new Parts() {};

    default EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
        return DeliveryHarness.store(capacity, policy);
    }

    default DeliveryClock clock(DeliveryClock clock) {
        return clock;
    }

    default ExporterCalls calls(ExporterCalls calls) {
        return calls;
    }

    /** Where the waits are drawn from. */
    default RandomGenerator random(RandomGenerator random) {
        return random;
    }

    default Exporter exporter(Exporter exporter) {
        return exporter;
    }

    default FailureSettings failures(FailureSettings settings) {
        return settings;
    }

    default LeaseLimits batch(LeaseLimits limits) {
        return limits;
    }

    default ExporterCounts counts(ExporterCounts counts) {
        return counts;
    }

    /** Asks for the live events, which come before dead letters. */
    default CompletionStage<FlushResult> flushBeforeReplay(DataExporter<FeatureEvent> exporter) {
        return exporter.flush();
    }

    /** How many rejected events in a row the model gives up; a difference is a delivery that gives up others. */
    default int rejectedInARow() {
        return RejectionStreak.MAX_EVENTS;
    }

    /** How many attempts in a row the model lets a destination reject before that counts as a failure. */
    default int rejectedAttempts() {
        return RejectionStreak.MAX_ATTEMPTS;
    }
}
