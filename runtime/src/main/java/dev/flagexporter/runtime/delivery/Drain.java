package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Exports what is pending, batch by batch, until nothing is left of it or an attempt fails. Events that come meanwhile
 * belong to the next drain. Used by the exporter's worker only.
 */
final class Drain<T extends ExportableEvent> {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final ExporterSetup setup;
    private final EventStore<T> store;
    private final DeliveryClock clock;
    private final DeliveryQueue<T> queue;
    private final System.Logger exporterLogger;
    private final DeadLetterOffice deadLetters;
    private final CallGuard guard;
    private volatile ExporterInstance instance;
    private int openAttempts;
    private @Nullable Delivery<T> exporting;
    private volatile boolean cancelled;

    /** Nothing exported yet; {@code onAbandoned} has another worker {@link #takeOver}. */
    Drain(ExporterSetup setup, EventStore<T> store, DeliveryClock clock, Runnable onAbandoned) {
        this.setup = setup;
        this.store = store;
        this.clock = clock;
        this.queue = new DeliveryQueue<>(store, setup.name());
        this.deadLetters = new DeadLetterOffice(setup, clock);
        this.guard = new CallGuard(clock, setup.timeouts().attempt(), onAbandoned);
        this.instance = new ExporterInstance(setup.name(), setup::exporter);
        this.exporterLogger = System.getLogger("dev.flagexporter.exporter." + setup.name());
    }

    /** Exports what is pending now; the failure that ended it early. */
    Optional<ExportFailure> run() {
        Optional<ExportFailure> failure = ensureOpen();
        long target = store.pendingEventCount(setup.name());
        long before = progress().settled();
        while (failure.isEmpty() && progress().settled() - before < target && !cancelled) {
            Delivery<T> delivery = queue.next(limits(target - (progress().settled() - before)), clock.now());
            if (delivery == null) {
                break;
            }
            failure = attempt(delivery);
        }
        return failure;
    }

    /** Sends the dead letters again; they are not part of the queue, and not counted. */
    ReplayResult replay() {
        return deadLetters
                .file()
                .map(file -> ensureOpen()
                        .map(failure -> new ReplayResult(0, 0, 0, Optional.of(failure)))
                        .orElseGet(() -> new Replay<T>(file, setup, clock, this::replay, () -> cancelled).run()))
                .orElseGet(() -> new ReplayResult(0, 0, 0, Optional.empty()));
    }

    private Outcome replay(Delivery<T> delivery) {
        return export(
                delivery, context(delivery, 1, UUID.randomUUID().toString().replace("-", "")));
    }

    private LeaseLimits limits(long remaining) {
        LeaseLimits batch = setup.batchLimits();
        return new LeaseLimits((int) Math.min(batch.maxEvents(), remaining), batch.maxBytes());
    }

    Progress progress() {
        return queue.progress();
    }

    /** Has the drain end before its next batch, and interrupts the exporter. */
    void cancel() {
        cancelled = true;
        guard.interruptAll();
    }

    private Optional<ExportFailure> ensureOpen() {
        if (instance.isOpen()) {
            return Optional.empty();
        }
        deadLetters.claim();
        openAttempts++;
        return guard.refusal()
                .or(() -> guard.run(instance::open))
                .map(thrown -> new ExportFailure(clock.now(), openAttempts, thrown));
    }

    /**
     * Goes on in the place of a worker whose call was abandoned: closes the exporter beside that call and puts a new
     * one in its place. Called by the new worker, which the old one happens before.
     */
    ExportFailure takeOver(Worker worker, FailureLog log) {
        ExporterInstance abandoned = instance;
        worker.beside(abandoned::close);
        instance = new ExporterInstance(setup.name(), setup.successors());
        Throwable cause = guard.abandonment();
        Delivery<T> delivery = exporting;
        ExportFailure failure =
                new ExportFailure(clock.now(), delivery == null ? openAttempts : queue.attempt(), cause);
        log.abandoned(
                delivery == null ? 0 : settleAbandoned(delivery, cause),
                setup.timeouts().attempt());
        exporting = null;
        openAttempts = 0;
        return failure;
    }

    /** How many events come again. */
    private int settleAbandoned(Delivery<T> delivery, Throwable cause) {
        Outcome outcome = disposed(new Outcome.Failed(cause), delivery);
        int again = outcome instanceof Outcome.Failed ? delivery.size() : 0;
        queue.doubt(again);
        queue.settle(outcome);
        return again;
    }

    /** The outcome as it counts: what it gives up is safe where it is to be. */
    private Outcome disposed(Outcome outcome, Delivery<T> delivery) {
        return deadLetters.keep(orExhausted(outcome), delivery, queue.attempt());
    }

    private Outcome orExhausted(Outcome outcome) {
        Duration elapsed = Duration.between(queue.firstAttempt(), clock.now());
        return outcome instanceof Outcome.Failed failed && setup.failurePolicy().isExhausted(queue.attempt(), elapsed)
                ? new Outcome.Exhausted(failed.cause())
                : outcome;
    }

    /** Gives up the call that hangs, for nobody to take over. */
    void abandon() {
        guard.abandonCurrent();
    }

    private Optional<ExportFailure> attempt(Delivery<T> delivery) {
        int attempt = queue.attempt();
        exporting = delivery;
        Outcome exported = export(delivery, context(delivery, attempt, store.id()));
        exporting = null;
        Outcome outcome = disposed(exported, delivery);
        queue.settle(outcome);
        if (outcome instanceof Outcome.Rejected rejected) {
            logRejection(delivery, rejected);
        }
        return outcome.failure().map(cause -> new ExportFailure(clock.now(), attempt, cause));
    }

    private Outcome export(Delivery<T> delivery, DeliveryContext context) {
        Optional<Throwable> thrown = guard.run(() -> instance.export(context, delivery.events()));
        return thrown.map(failure -> Outcome.of(failure, delivery.size())).orElseGet(Outcome.Delivered::new);
    }

    private DeliveryContext context(Delivery<T> delivery, int attempt, String storeId) {
        return new DeliveryContext(
                setup.name(),
                setup.eventType(),
                exporterLogger,
                storeId,
                delivery.firstOffset(),
                delivery.lastOffset(),
                attempt,
                delivery.id(),
                delivery.parentId(),
                delivery.createdAt(),
                clock.now().plus(setup.timeouts().attempt()));
    }

    private void logRejection(Delivery<T> delivery, Outcome.Rejected rejected) {
        LOG.debugf(
                rejected.cause(),
                "The destination of the exporter \"%s\" refuses events of the batch %d-%d",
                setup.name(),
                delivery.firstOffset(),
                delivery.lastOffset());
    }

    /** Closes the exporter; also called by another thread beside a call that hangs. */
    void close() {
        // first, because the exporter may take its time
        deadLetters.close();
        instance.close();
    }
}
