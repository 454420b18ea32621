package dev.flagexporter.runtime.delivery;

import java.util.concurrent.Semaphore;

import org.jboss.logging.Logger;

import static java.util.Objects.requireNonNull;

/** A worker with a thread of its own, which sleeps until it is woken. */
final class ThreadWorker implements Worker {

    private static final Logger LOG = Logger.getLogger(ThreadWorker.class);

    private final String threadName;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean finished;
    private volatile Runnable cycle = () -> {};

    ThreadWorker(String threadName) {
        this.threadName = threadName;
    }

    @Override
    public void start(Runnable newCycle) {
        cycle = requireNonNull(newCycle);
        replace();
    }

    @Override
    public void replace() {
        WorkerThreads.start(threadName, this::run);
    }

    @Override
    public void beside(Runnable action) {
        WorkerThreads.start(threadName + "-beside", action);
    }

    private void run() {
        try {
            runSafely();
            while (!finished) {
                wakeUps.acquireUninterruptibly();
                wakeUps.drainPermits();
                runSafely();
            }
        } catch (AbandonedException e) {
            LOG.debugf("A call that the worker %s had abandoned has returned", threadName);
        }
    }

    /** A defect of ours must not end the thread: the next wake-up gets another chance. */
    private void runSafely() {
        try {
            cycle.run();
        } catch (AbandonedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "The worker %s failed outside an export; it goes on at its next wake-up", threadName);
        }
    }

    @Override
    public void wake() {
        wakeUps.release();
    }

    @Override
    public void finish() {
        finished = true;
    }
}
