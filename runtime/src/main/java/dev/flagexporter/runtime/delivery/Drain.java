package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has one exporter export what is pending, batch by batch, until nothing is left of it, an attempt fails or a successor
 * waits. Events that come meanwhile belong to the next drain. Used by the exporter's worker only.
 */
final class Drain<T extends ExportableEvent> {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** What an exporter and its successors have in common; {@code onAbandoned} has another worker {@link #takeOver}. */
    record Surroundings<T extends ExportableEvent>(
            EventStore<T> store,
            DeliveryClock clock,
            DeliveryQueue<T> queue,
            AtomicInteger hanging,
            Runnable onAbandoned) {}

    private final ExporterSetup setup;
    private final EventStore<T> store;
    private final DeliveryClock clock;
    private final DeliveryQueue<T> queue;
    private final BooleanSupplier successorWaits;
    private final GuardedExporter exporter;
    private final DeadLetterOffice deadLetters;
    private final System.Logger logger;
    private @Nullable Delivery<T> trying;
    private boolean sending;
    private volatile boolean cancelled;
    private volatile boolean hurried;

    /** Nothing exported yet; ends before its next batch when a successor waits. */
    Drain(ExporterSetup setup, Surroundings<T> surroundings, BooleanSupplier successorWaits) {
        this.setup = setup;
        this.store = surroundings.store();
        this.clock = surroundings.clock();
        this.queue = surroundings.queue();
        this.successorWaits = successorWaits;
        this.exporter = new GuardedExporter(setup, clock, surroundings.hanging(), surroundings.onAbandoned());
        this.deadLetters = new DeadLetterOffice(setup, clock, store.id());
        this.logger = System.getLogger("dev.flagexporter.exporter." + setup.name());
    }

    ExporterSetup setup() {
        return setup;
    }

    GuardedExporter exporter() {
        return exporter;
    }

    /** How many pending events are to wake the worker. */
    long threshold() {
        return exporter.isBulk() ? setup.flushTrigger().maxEventInMemory() : 1;
    }

    /** Goes on with what another exporter has left in the queue. */
    void begin() {
        queue.resume(setup.batchLimits());
    }

    /** Exports what is pending now; the failure that ended it early. */
    Optional<ExportFailure> run() {
        long target = store.pendingEventCount(setup.name());
        long before = settled();
        Optional<ExportFailure> failure = target == 0 ? openAhead() : Optional.empty();
        while (failure.isEmpty() && settled() - before < target && goesOn()) {
            Delivery<T> delivery = queue.next(limits(target - (settled() - before)), clock.now());
            if (delivery == null) {
                break;
            }
            failure = attempt(delivery);
        }
        return failure;
    }

    private long settled() {
        return queue.progress().settled();
    }

    private boolean goesOn() {
        return !cancelled && !successorWaits.getAsBoolean();
    }

    private LeaseLimits limits(long remaining) {
        LeaseLimits batch = setup.batchLimits();
        return new LeaseLimits((int) Math.min(batch.maxEvents(), remaining), batch.maxBytes());
    }

    private Optional<Throwable> open() {
        if (!exporter.isOpen()) {
            deadLetters.claim();
        }
        return exporter.open();
    }

    /** Opens the exporter although nothing is pending, so that what is wrong with it shows early. */
    private Optional<ExportFailure> openAhead() {
        return open().map(thrown -> new ExportFailure(clock.now(), exporter.openAttempts(), thrown));
    }

    /** Sends the dead letters again; they are not part of the queue, and not counted. */
    ReplayResult replay() {
        return deadLetters
                .file()
                .map(file -> openAhead()
                        .map(failure -> new ReplayResult(0, 0, 0, Optional.of(failure)))
                        .orElseGet(() -> replay(file)))
                .orElseGet(() -> new ReplayResult(0, 0, 0, Optional.empty()));
    }

    private ReplayResult replay(DeadLetterFile file) {
        ReplayResult result = new Replay<T>(file, setup, clock, this::replay, this::isToEnd).run();
        return result.failure().isEmpty() && isToEnd() ? endedEarly(result) : result;
    }

    private ReplayResult endedEarly(ReplayResult result) {
        Throwable cause = new IllegalStateException("ended early, because the exporter stops or is replaced");
        ExportFailure failure = new ExportFailure(clock.now(), 1, cause);
        return new ReplayResult(result.delivered(), result.kept(), result.quarantined(), Optional.of(failure));
    }

    private boolean isToEnd() {
        return cancelled || hurried;
    }

    private Outcome replay(Delivery<T> delivery) {
        return export(delivery, 1, UUID.randomUUID().toString().replace("-", ""));
    }

    private Optional<ExportFailure> attempt(Delivery<T> delivery) {
        int attempt = queue.attempt();
        trying = delivery;
        Outcome exported = openAndExport(delivery, attempt);
        trying = null;
        Outcome outcome = settle(exported, delivery);
        if (outcome instanceof Outcome.Rejected rejected) {
            logRejection(delivery, rejected);
        }
        return outcome.failure().map(cause -> new ExportFailure(clock.now(), attempt, cause));
    }

    /** An exporter that cannot be opened has failed to deliver, as one has that cannot export. */
    private Outcome openAndExport(Delivery<T> delivery, int attempt) {
        Optional<Throwable> closed = open();
        if (closed.isPresent()) {
            return new Outcome.Failed(closed.get());
        }
        sending = true;
        Outcome outcome = export(delivery, attempt, store.id());
        sending = false;
        return outcome;
    }

    private Outcome export(Delivery<T> delivery, int attempt, String storeId) {
        DeliveryContext context = DeliveryContext.of(setup, logger, delivery, attempt, storeId, clock.now());
        Optional<Throwable> thrown = exporter.export(context, delivery.events());
        return thrown.map(failure -> Outcome.of(failure, delivery.size())).orElseGet(Outcome.Delivered::new);
    }

    /** The outcome as it counts: what it gives up is safe where it is to be. */
    private Outcome settle(Outcome exported, Delivery<T> delivery) {
        Outcome outcome = deadLetters.keep(orExhausted(exported), delivery, queue.attempt());
        queue.settle(outcome, setup.failurePolicy());
        return outcome;
    }

    private Outcome orExhausted(Outcome outcome) {
        Duration elapsed = Duration.between(queue.firstAttempt(), clock.now());
        return outcome instanceof Outcome.Failed failed
                        && setup.failurePolicy().isExhausted(queue.attemptsOfThisExporter(), elapsed)
                ? new Outcome.Exhausted(failed.cause())
                : outcome;
    }

    /**
     * Goes on in the place of a worker whose call was abandoned: closes the exporter beside that call and puts a new
     * one in its place. Called by the new worker, which the old one happens before.
     */
    ExportFailure takeOver(Worker worker, FailureLog log) {
        Delivery<T> delivery = trying;
        int attempt = delivery == null ? exporter.openAttempts() : queue.attempt();
        ExportFailure failure = new ExportFailure(clock.now(), attempt, exporter.replaceInstance(worker));
        log.abandoned(failure, delivery == null ? 0 : settleAbandoned(delivery, failure.cause()));
        trying = null;
        sending = false;
        return failure;
    }

    /** How many events come again that may have arrived. */
    private int settleAbandoned(Delivery<T> delivery, Throwable cause) {
        Outcome outcome = settle(new Outcome.Failed(cause), delivery);
        int again = sending && outcome instanceof Outcome.Failed ? delivery.size() : 0;
        queue.doubt(again);
        return again;
    }

    private void logRejection(Delivery<T> delivery, Outcome.Rejected rejected) {
        LOG.debugf(
                rejected.cause(),
                "The destination of the exporter \"%s\" refuses events of the batch %d-%d",
                setup.name(),
                delivery.firstOffset(),
                delivery.lastOffset());
    }

    /** Has it end before its next batch, and interrupts the exporter. */
    void cancel() {
        cancelled = true;
        exporter.cancel();
    }

    /** Makes room for a successor soon: a replay ends before its next batch, as a drain does anyway. */
    void hurry() {
        hurried = true;
        exporter.hurry();
    }

    /** Closes the exporter within its deadline; a successor may open then. Harmless when that was done before. */
    void shut() {
        deadLetters.close();
        exporter.shut();
    }

    /** Closes the exporter however long that takes; also called by another thread beside a call that hangs. */
    void close() {
        // first, because the exporter may take its time
        deadLetters.close();
        exporter.close();
    }
}
