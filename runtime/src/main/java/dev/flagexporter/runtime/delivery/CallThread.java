package dev.flagexporter.runtime.delivery;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import dev.flagexporter.runtime.log.GuardedLogger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of one exporter on a platform daemon thread. A call that is abandoned keeps its thread until it
 * returns; the next call gets another one.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only. {@link Thread#interrupt()} runs foreign code: inside a
 * {@code FileChannel} it closes the channel and waits for the pending I/O. So it is called on a thread of its own, which
 * may hang as well and holds nothing that the worker needs.
 */
final class CallThread implements ExporterCalls {

    private static final GuardedLogger LOG = GuardedLogger.of(CallThread.class);

    private enum State {
        RUNNING,
        RETURNED,
        ABANDONED
    }

    private final String name;
    private final DeliveryClock clock;
    private final ThreadFactory threads;
    private final AtomicInteger hanging = new AtomicInteger();
    private @Nullable ExecutorService thread;

    /** The thread starts with the first call. */
    CallThread(String name, DeliveryClock clock) {
        this(name, clock, action -> daemon(name, action));
    }

    CallThread(String name, DeliveryClock clock, ThreadFactory threads) {
        this.name = name;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public Optional<Throwable> run(Call call, Supplier<Deadline> deadline) {
        int tooMany = hanging.get();
        return tooMany >= MAX_HANGING
                ? Optional.of(new TooManyHangingCallsException(tooMany))
                : runAnyway(call, deadline);
    }

    @Override
    public Optional<Throwable> runClose(Call call, Supplier<Deadline> deadline) {
        Deadline normal = deadline.get();
        Deadline least = new Deadline(clock.nanoTime() + GRACE.toNanos(), "the time to close");
        Deadline later = normal.laterOf(least);
        return runAnyway(call, () -> later);
    }

    private Optional<Throwable> runAnyway(Call call, Supplier<Deadline> deadline) {
        RunningCall running = new RunningCall(call, Thread.currentThread());
        thread().execute(running);
        while (!running.isOver()) {
            Deadline current = deadline.get();
            long remaining = current.remaining(clock);
            if (remaining <= 0) {
                return interrupt(running, current);
            }
            clock.park(remaining);
        }
        return Optional.ofNullable(running.thrown);
    }

    private Optional<Throwable> interrupt(RunningCall running, Deadline deadline) {
        Deadline end = new Deadline(clock.nanoTime() + GRACE.toNanos(), deadline.reason());
        runAside(running::interrupt);
        for (long left = end.remaining(clock); left > 0 && !running.isOver(); left = end.remaining(clock)) {
            clock.park(left);
        }
        return abandon(running)
                ? Optional.of(new AbandonedCallException(deadline))
                : Optional.ofNullable(running.thrown).map(thrown -> new InterruptedCallException(deadline, thrown));
    }

    /** False if the call has returned. */
    private boolean abandon(RunningCall running) {
        // counted first, so that the call never finds less than there are when it returns
        hanging.incrementAndGet();
        if (running.state.compareAndSet(State.RUNNING, State.ABANDONED)) {
            stop();
            return true;
        }
        hanging.decrementAndGet();
        return false;
    }

    private ExecutorService thread() {
        ExecutorService current = thread;
        if (current == null) {
            current = Executors.newSingleThreadExecutor(threads);
            thread = current;
        }
        return current;
    }

    @Override
    public void runAside(Runnable action) {
        try {
            Thread aside = threads.newThread(action);
            aside.setName(name + "-aside");
            aside.start();
        } catch (OutOfMemoryError e) {
            LOG.errorf(e, "No thread can be started to interrupt or close what hangs in %s", name);
        }
    }

    private static Thread daemon(String name, Runnable action) {
        Thread daemon = new Thread(action, name);
        daemon.setDaemon(true);
        return daemon;
    }

    @Override
    public int hanging() {
        return hanging.get();
    }

    @Override
    public void stop() {
        ExecutorService current = thread;
        if (current != null) {
            current.shutdown();
            thread = null;
        }
    }

    /**
     * A call and the thread that it is on.
     *
     * <p><b>Thread safety.</b> The worker and the call decide by one compare-and-set whether the call returned or was
     * abandoned. The monitor makes sure that an interrupt never hits a later call; only the call's own thread and the
     * interrupting one take it.
     */
    private final class RunningCall implements Runnable {

        private final Call call;
        private final Thread worker;
        private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
        private volatile @Nullable Throwable thrown;
        private @Nullable Thread running;
        private boolean interrupted;

        RunningCall(Call call, Thread worker) {
            this.call = call;
            this.worker = worker;
        }

        @Override
        public void run() {
            runsOn(Thread.currentThread());
            try {
                // it may have been abandoned while the thread was busy
                if (!isOver()) {
                    call.run();
                }
            } catch (Throwable e) {
                thrown = e;
            }
            runsOn(null);
            if (state.compareAndSet(State.RUNNING, State.RETURNED)) {
                LockSupport.unpark(worker);
            } else {
                hanging.decrementAndGet();
                LOG.debugf("A call of %s that was abandoned has returned", name);
            }
        }

        private synchronized void runsOn(@Nullable Thread thread) {
            running = thread;
            boolean ignored = Thread.interrupted();
            if (thread != null && interrupted) {
                thread.interrupt();
            }
        }

        /** Interrupts the call; as soon as it begins, if it has not. */
        synchronized void interrupt() {
            interrupted = true;
            if (running != null) {
                running.interrupt();
            }
        }

        boolean isOver() {
            return state.get() != State.RUNNING;
        }
    }
}
