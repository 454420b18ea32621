package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which exporter delivers, and which one is to take its place. The worker changes them between two batches: the old one
 * is closed, then the new one may open. An old one that does not get there in time is interrupted, and left to itself
 * if that does not help.
 *
 * <p><b>Who races.</b>
 * <ul>
 *   <li>Anyone may bring a successor, also while another one waits: the later one is in the right, and each of them is
 *       answered by the one who takes it out of {@link #waiting}.
 *   <li>The timer hurries the old exporter, and must never hit its successor. It first looks who is at work and then
 *       whether its successor still waits, while the worker first takes the successor out and then puts it to work; so
 *       whom the timer finds is the old one as long as the successor waits.
 *   <li>The end of the time for the last flush cancels who is at work. It writes {@link #cancelled} and then looks who
 *       that is, the worker puts a successor to work and then reads {@link #cancelled}: one of the two sees the other.
 *   <li>A successor may come when all is over. It waits before its bringer looks at {@link #over}, which is set before
 *       what waits is answered for the last time.
 * </ul>
 */
final class Succession<T extends ExportableEvent> {

    /** A successor and whom to tell; not a record, because only the very same one is equal. */
    private static final class Successor {

        final ExporterSetup setup;
        final CompletableFuture<ReplaceResult> answer = new CompletableFuture<>();

        Successor(ExporterSetup setup) {
            this.setup = setup;
        }
    }

    private final DeliveryClock clock;
    private final Worker worker;
    private final BiFunction<ExporterSetup, BooleanSupplier, Drain<T>> drains;
    private final AtomicReference<@Nullable Successor> waiting = new AtomicReference<>();
    private volatile Drain<T> current;
    private volatile boolean cancelled;
    private volatile boolean over;

    Succession(
            ExporterSetup first,
            DeliveryClock clock,
            Worker worker,
            BiFunction<ExporterSetup, BooleanSupplier, Drain<T>> drains) {
        this.clock = clock;
        this.worker = worker;
        this.drains = drains;
        this.current = drains.apply(first, this::isWaiting);
    }

    Drain<T> current() {
        return current;
    }

    /** Leaves a successor for the worker, which has to be there before the time for a last flush is over. */
    CompletionStage<ReplaceResult> replace(ExporterSetup setup) {
        Duration time = current.setup().timeouts().shutdown();
        Successor mine = new Successor(setup);
        answer(waiting.getAndSet(mine), ReplaceResult.SUPERSEDED);
        clock.after(time, () -> hurry(mine));
        worker.wake();
        if (over) {
            end();
        }
        return mine.answer.copy();
    }

    private void hurry(Successor mine) {
        Drain<T> old = current;
        if (waiting.get() == mine) {
            old.hurry();
        }
    }

    /** Whether the exporter at work is to make room. */
    boolean isWaiting() {
        return waiting.get() != null && !cancelled;
    }

    /** Called by the worker: puts the successor that waits to work; whether there was one. */
    boolean advance() {
        boolean advanced = false;
        for (Successor next = waiting.get(); next != null && !cancelled; next = waiting.get()) {
            // made first: whatever fails then, the old one is still at work
            Drain<T> drain = drains.apply(next.setup, this::isWaiting);
            current.shut();
            if (waiting.compareAndSet(next, null)) {
                putToWork(drain);
                answer(next, ReplaceResult.REPLACED);
                advanced = true;
            }
        }
        return advanced;
    }

    private void putToWork(Drain<T> drain) {
        drain.begin();
        current = drain;
        if (cancelled) {
            drain.cancel();
        }
    }

    private static void answer(@Nullable Successor successor, ReplaceResult result) {
        if (successor != null) {
            successor.answer.completeAsync(() -> result);
        }
    }

    /** Interrupts whoever is at work; there are no more successors. */
    void cancel() {
        cancelled = true;
        current.cancel();
    }

    /** Answers the successor that waits, and all that still come. */
    void end() {
        over = true;
        answer(waiting.getAndSet(null), ReplaceResult.STOPPED);
    }
}
