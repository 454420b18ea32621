package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jboss.logging.Logger;

/**
 * Exports what is pending, batch by batch, until nothing is left of it or an attempt fails. Events that come meanwhile
 * belong to the next drain. Used by the exporter's worker only.
 */
final class Drain<T extends ExportableEvent> {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** What an exporter is given for one attempt. */
    private static final Duration ATTEMPT_TIME = Duration.ofSeconds(60);

    private final ExporterSetup setup;
    private final EventStore<T> store;
    private final DeliveryClock clock;
    private final DeliveryQueue<T> queue;
    private final System.Logger exporterLogger;
    private final AtomicBoolean open = new AtomicBoolean();
    private int openAttempts;
    private volatile boolean cancelled;

    Drain(ExporterSetup setup, EventStore<T> store, DeliveryClock clock) {
        this.setup = setup;
        this.store = store;
        this.clock = clock;
        this.queue = new DeliveryQueue<>(store, setup.name());
        this.exporterLogger = System.getLogger("dev.flagexporter.exporter." + setup.name());
    }

    /** Exports what is pending now; the failure that ended it early. */
    Optional<ExportFailure> run() {
        Optional<ExportFailure> failure = ensureOpen();
        long target = store.pendingEventCount(setup.name());
        long before = settled();
        while (failure.isEmpty() && settled() - before < target && !cancelled) {
            Delivery<T> delivery = queue.next(limits(target - (settled() - before)), clock.now());
            if (delivery == null) {
                break;
            }
            failure = attempt(delivery);
        }
        return failure;
    }

    private LeaseLimits limits(long remaining) {
        LeaseLimits batch = setup.batchLimits();
        return new LeaseLimits((int) Math.min(batch.maxEvents(), remaining), batch.maxBytes());
    }

    Progress progress() {
        return queue.progress();
    }

    private long settled() {
        return progress().delivered() + progress().rejected();
    }

    /** Has the drain end before its next batch. */
    void cancel() {
        cancelled = true;
    }

    private Optional<ExportFailure> ensureOpen() {
        if (open.get()) {
            return Optional.empty();
        }
        openAttempts++;
        try {
            setup.exporter().open();
            open.set(true);
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(new ExportFailure(clock.now(), openAttempts, e));
        }
    }

    private Optional<ExportFailure> attempt(Delivery<T> delivery) {
        int attempt = queue.attempt();
        Outcome outcome = export(delivery, attempt);
        queue.settle(outcome);
        if (outcome instanceof Outcome.Failed failed) {
            return Optional.of(new ExportFailure(clock.now(), attempt, failed.cause()));
        }
        if (outcome instanceof Outcome.PartlyFailed partly) {
            return Optional.of(new ExportFailure(clock.now(), attempt, partly.cause()));
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            logRejection(delivery, rejected);
        }
        return Optional.empty();
    }

    private Outcome export(Delivery<T> delivery, int attempt) {
        try {
            setup.exporter().export(context(delivery, attempt), delivery.events());
            return new Outcome.Delivered();
        } catch (Throwable e) {
            return Outcome.of(e, delivery.size());
        }
    }

    private DeliveryContext context(Delivery<T> delivery, int attempt) {
        return new DeliveryContext(
                setup.name(),
                setup.eventType(),
                exporterLogger,
                store.id(),
                delivery.firstOffset(),
                delivery.lastOffset(),
                attempt,
                delivery.id(),
                delivery.parentId(),
                delivery.createdAt(),
                clock.now().plus(ATTEMPT_TIME));
    }

    private void logRejection(Delivery<T> delivery, Outcome.Rejected rejected) {
        LOG.debugf(
                rejected.cause(),
                "The destination of the exporter \"%s\" refuses events of the batch %d-%d",
                setup.name(),
                delivery.firstOffset(),
                delivery.lastOffset());
    }

    /** Releases what the exporter acquired, if it did and once; the exporter is of no use afterwards. */
    void close() {
        if (!open.compareAndSet(true, false)) {
            return;
        }
        try {
            setup.exporter().close();
        } catch (Throwable e) {
            LOG.warnf(e, "The exporter \"%s\" could not be closed properly", setup.name());
        }
    }
}
