package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flagexporter.testkit.TestClock;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on the test's own thread. A call takes the time by which it moves the clock: it is interrupted at its
 * deadline, to the second, and abandoned if it comes back later than that allows.
 */
final class ManualCalls implements ExporterCalls {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Thrown by a call that is to hang until {@link #returnAll()}. */
    static final class Hang extends Error {

        private static final long serialVersionUID = 1L;
    }

    private final ManualClock clock;
    private int hanging;
    private int abandoned;

    ManualCalls(ManualClock clock) {
        this.clock = clock;
    }

    /** Waits for the deadline of a call and interrupts it. */
    private final class Watch {

        private final Thread thread = Thread.currentThread();
        private final Supplier<Deadline> deadline;
        private TestClock.Timer timer;
        private @Nullable Deadline reached;

        Watch(Supplier<Deadline> deadline) {
            this.deadline = deadline;
            look();
        }

        private void look() {
            Deadline current = deadline.get();
            if (current.remaining(clock) <= 0) {
                reached = current;
                thread.interrupt();
                timer = () -> {};
            } else {
                timer = clock.time().after(BETWEEN_LOOKS, this::look);
            }
        }

        /** When it was interrupted; null if it returned before. */
        @Nullable
        Deadline end() {
            timer.cancel();
            boolean ignored = Thread.interrupted();
            return reached;
        }
    }

    @Override
    public Optional<Throwable> run(Call call, Supplier<Deadline> deadline) {
        if (hanging >= MAX_HANGING) {
            return Optional.of(new TooManyHangingCallsException(hanging));
        }
        return runAnyway(call, deadline);
    }

    @Override
    public Optional<Throwable> runClose(Call call, Supplier<Deadline> deadline) {
        Deadline normal = deadline.get();
        Deadline later = normal.laterOf(new Deadline(clock.nanoTime() + GRACE.toNanos(), "the time to close"));
        return runAnyway(call, () -> later);
    }

    private Optional<Throwable> runAnyway(Call call, Supplier<Deadline> deadline) {
        Watch watch = new Watch(deadline);
        Throwable thrown = null;
        try {
            call.run();
        } catch (Hang e) {
            hanging++;
            return Optional.of(hang(deadline, watch));
        } catch (Throwable e) {
            thrown = e;
        }
        Deadline reached = watch.end();
        if (reached != null && reached.remaining(clock) <= -GRACE.toNanos()) {
            abandoned++;
            return Optional.of(new AbandonedCallException(reached));
        }
        return reached == null || thrown == null
                ? Optional.ofNullable(thrown)
                : Optional.of(new InterruptedCallException(reached, thrown));
    }

    private Throwable hang(Supplier<Deadline> deadline, Watch watch) {
        for (long left = deadline.get().remaining(clock);
                left > 0;
                left = deadline.get().remaining(clock)) {
            clock.advance(Duration.ofNanos(left));
        }
        watch.end();
        Deadline reached = deadline.get();
        clock.advance(GRACE);
        abandoned++;
        return new AbandonedCallException(reached);
    }

    /** The calls that hang return. */
    void returnAll() {
        hanging = 0;
    }

    /** How many calls were abandoned so far. */
    int abandoned() {
        return abandoned;
    }

    @Override
    public void runAside(Runnable action) {
        action.run();
    }

    @Override
    public int hanging() {
        return hanging;
    }

    @Override
    public void stop() {
        // there is no thread
    }
}
