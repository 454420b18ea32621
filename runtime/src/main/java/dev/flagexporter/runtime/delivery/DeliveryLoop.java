package dev.flagexporter.runtime.delivery;

import java.util.Optional;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;

/**
 * What the worker of one exporter does, over and over: everything that could make it export only wakes it, and it
 * decides in one place, {@link #cycle()}, what there is to do.
 *
 * <p><b>Who races.</b> The worker runs the cycles and alone touches the exporter, the queue and the retry state. Anyone
 * may leave a request, bring a successor, ask it to stop or wake it. An exporter that hangs beyond its deadline and an
 * interrupt is left to itself: another worker takes over with the unfinished cycle in hand, and the old one ends when
 * it comes back. At the stop nobody takes over, see {@link LifeCycle}; for successors see {@link Succession}.
 */
final class DeliveryLoop<T extends ExportableEvent> {

    private final EventStore<T> store;
    private final DeliveryClock clock;
    private final Worker worker;
    private final DeliveryQueue<T> queue;
    private final Succession<T> succession;
    private final Accounts<T> accounts;
    private final Inbox inbox;
    private final FailureTracker failures;
    private final LifeCycle life;

    DeliveryLoop(
            EventStore<T> store,
            DeliveryClock clock,
            Worker worker,
            DeliveryQueue<T> queue,
            Succession<T> succession,
            Accounts<T> accounts,
            Inbox inbox,
            FailureTracker failures,
            LifeCycle life) {
        this.store = store;
        this.clock = clock;
        this.worker = worker;
        this.queue = queue;
        this.succession = succession;
        this.accounts = accounts;
        this.inbox = inbox;
        this.failures = failures;
        this.life = life;
    }

    /** The worker's only job: exports what is pending unless a retry is yet to come, and sees to what comes next. */
    void cycle() {
        Cycle cycle = takeOver();
        try {
            run(cycle);
            inbox.finished();
        } catch (AbandonedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            inbox.finished();
            inbox.fail(cycle, new ExportFailure(clock.now(), 1, e));
            throw e;
        }
    }

    /** What to go on with in the place of a worker whose call was abandoned, else something new. */
    private Cycle takeOver() {
        Cycle abandoned = inbox.unfinished();
        if (abandoned == null) {
            return begin();
        }
        if (drain().exporter().isClosed()) {
            failures.log().hangsInClose();
            return abandoned;
        }
        ExportFailure failure = drain().takeOver(worker, failures.log());
        conclude(abandoned, Optional.of(failure));
        inbox.fail(abandoned, failure);
        return begin();
    }

    private Cycle begin() {
        // before looking at what is pending: only a drain that began after the stop has seen everything
        boolean last = life.isStopRequested();
        return inbox.begin(last, queue.progress());
    }

    private Drain<T> drain() {
        return succession.current();
    }

    private void run(Cycle cycle) {
        if (isDue(cycle)) {
            conclude(cycle, life.isGivenUp() ? life.whyNotAll() : exportPending());
        }
        cycle.replay().answer(() -> life.isOver() ? inbox.stopped() : drain().replay());
    }

    private boolean isDue(Cycle cycle) {
        return life.isGivenUp() || cycle.flush().isPresent() || succession.isWaiting() || !failures.isWaiting();
    }

    /** A successor goes on where the exporter before it made room. */
    private Optional<ExportFailure> exportPending() {
        Optional<ExportFailure> failure;
        do {
            if (succession.advance()) {
                ExporterSetup setup = drain().setup();
                failures.startAnew(setup.retry());
                failures.log().replaced(setup.kind(), pending());
            }
            failure = drainSafely();
        } while (failure.isEmpty() && succession.isWaiting());
        return failure;
    }

    private Optional<ExportFailure> drainSafely() {
        try {
            return drain().run();
        } catch (AbandonedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // no memory, or a defect of ours: the events are still there, and a flush waits for its answer
            return Optional.of(new ExportFailure(clock.now(), 1, e));
        }
    }

    private void conclude(Cycle cycle, Optional<ExportFailure> failure) {
        Progress now = queue.progress();
        failures.drained(cycle.start(), now, failure);
        failures.log().overflowed(accounts.overflowed(), clock.now());
        if (life.isGivenUp() || (cycle.last() && isDone(failure))) {
            life.finish();
        } else {
            prepareNext(failure, cycle.hasDelivered(now));
        }
        inbox.answerFlush(cycle, failure);
    }

    /** An exporter that fails to open is done as well when nothing waits for it. */
    private boolean isDone(Optional<ExportFailure> failure) {
        return failure.isEmpty() || pending() == 0;
    }

    private long pending() {
        return accounts.counts().pending();
    }

    private void prepareNext(Optional<ExportFailure> failure, boolean progress) {
        store.setFailing(drain().setup().name(), failure.isPresent());
        if (failure.isPresent()) {
            failures.failed(failure.get(), progress, pending());
        } else {
            failures.succeeded();
            store.whenPending(
                    drain().setup().name(),
                    drain().threshold(),
                    drain().setup().batchLimits().maxBytes(),
                    worker::wake);
        }
    }
}
