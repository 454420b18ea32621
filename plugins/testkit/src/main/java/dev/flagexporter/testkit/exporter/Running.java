package dev.flagexporter.testkit.exporter;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Something that runs on a thread of its own, as exports do. */
final class Running {

    /** What an exporter does. */
    @FunctionalInterface
    interface Action {

        void run() throws Exception;
    }

    private final Thread thread;
    private volatile @Nullable Throwable thrown;
    private volatile boolean interruptedAtEnd;

    private Running(Action action) {
        this.thread = new Thread(() -> run(action), "exporter-under-test");
        thread.setDaemon(true);
    }

    static Running start(Action action) {
        Running running = new Running(action);
        running.thread.start();
        return running;
    }

    private void run(Action action) {
        thrown = thrownBy(action).orElse(null);
        interruptedAtEnd = Thread.currentThread().isInterrupted();
    }

    /** What an action threw; empty when it returned. */
    static Optional<Throwable> thrownBy(Action action) {
        try {
            action.run();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean endsWithin(Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
        return !thread.isAlive();
    }

    /** What it threw in the end; empty when it returned. */
    Optional<Throwable> thrown() {
        return Optional.ofNullable(thrown);
    }

    /** Whether the interrupt was still to be seen when it ended. */
    boolean wasInterruptedAtEnd() {
        return interruptedAtEnd;
    }
}
