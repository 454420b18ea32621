package dev.flagexporter.runtime.delivery;

import java.util.Optional;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.runtime.delivery.ExporterCalls.AbandonedCallException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * Exports what is pending, batch after batch: lease, export, settle. Ends when nothing is left, when an attempt fails, or for
 * a stop or a successor.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class ExportLoop<T extends ExportableEvent> {

    private final EventStore<T> store;
    private final ExporterCounters<T> counters;
    private final PendingRequests requests;
    private final DeliveryLog log;
    private final DeliveryClock clock;
    private final Batch<T> batch;

    ExportLoop(
            EventStore<T> store,
            ExporterCounters<T> counters,
            PendingRequests requests,
            DeliveryLog log,
            DeliveryClock clock) {
        this.store = store;
        this.counters = counters;
        this.requests = requests;
        this.log = log;
        this.clock = clock;
        this.batch = new Batch<>(store, counters, clock);
    }

    /** Another exporter goes on with the batch. Returns the change, which cannot fail when it is made. */
    Runnable resumption(LeaseLimits limits) {
        return batch.resumption(limits);
    }

    /** Exports what is pending now; why that ended early. Events that are appended meanwhile wait for the next cycle. */
    Optional<ExportFailure> exportPending(ActiveExporter<T> exporter) {
        String name = exporter.setup().name();
        long pending = store.pendingEventCount(name);
        long target = settled() + pending;
        Optional<ExportFailure> failure =
                pending == 0 && mayContinue() ? openAhead(exporter) : settleGivenUp(exporter, 1);
        while (failure.isEmpty() && settled() < target && mayContinue()) {
            Optional<Delivery<T>> next = batch.next(name, exporter.batchLimits(target - settled()));
            if (next.isEmpty()) {
                break;
            }
            failure = attempt(exporter, next.get());
        }
        return failure;
    }

    private long settled() {
        return counters.progress().settled();
    }

    private boolean mayContinue() {
        return !requests.isStopOverdue() && requests.successor().isEmpty();
    }

    /** Opens the exporter although nothing is pending, so that an error shows early. */
    private Optional<ExportFailure> openAhead(ActiveExporter<T> exporter) {
        return exporter.open(requests.limit(exporter.attemptDeadline()))
                .map(thrown -> failure(Math.max(1, exporter.openAttempts()), thrown));
    }

    private ExportFailure failure(int attempt, Throwable cause) {
        return new ExportFailure(clock.now(), attempt, cause);
    }

    private Optional<ExportFailure> attempt(ActiveExporter<T> exporter, Delivery<T> delivery) {
        int attempt = batch.attempt();
        Optional<Throwable> thrown = exporter.export(delivery, attempt, requests.limit(exporter.attemptDeadline()));
        Optional<Throwable> failed = batch.settle(Outcome.of(thrown, delivery.size()), exporter.settings());
        if (thrown.filter(AbandonedCallException.class::isInstance).isPresent()) {
            countAbandoned(failure(attempt, thrown.get()), exporter.hasSent() ? delivery.size() : 0);
        }
        Optional<ExportFailure> notSettled = settleGivenUp(exporter, attempt);
        return failed.map(cause -> failure(attempt, cause)).or(() -> notSettled);
    }

    private void countAbandoned(ExportFailure failure, int sent) {
        int again = batch.givenUp().isEmpty() ? sent : 0;
        counters.set(counters.progress().possiblyDuplicating(again));
        log.abandoned(failure, again);
    }

    /** Drops what was given up, or writes it to the dead-letter file. */
    private Optional<ExportFailure> settleGivenUp(ActiveExporter<T> exporter, int attempt) {
        batch.givenUp().forEach(log::givenUp);
        Optional<Throwable> thrown = batch.givenUp().isEmpty()
                ? Optional.empty()
                : exporter.deadLetters().settle(batch, counters, requests.limit(exporter.attemptDeadline()));
        batch.commitWhenSettled();
        return thrown.map(cause -> failure(attempt, cause));
    }
}
