package dev.flagexporter.runtime.delivery;

import java.util.concurrent.Semaphore;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A worker with a daemon thread of its own, which sleeps until it is woken. */
final class ThreadWorker implements Worker {

    private static final Logger LOG = Logger.getLogger(ThreadWorker.class);

    private final String threadName;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean finished;
    private volatile @Nullable Thread thread;

    ThreadWorker(String threadName) {
        this.threadName = threadName;
    }

    @Override
    public void start(Runnable cycle) {
        Thread started = new Thread(() -> run(cycle), threadName);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void run(Runnable cycle) {
        runSafely(cycle);
        while (!finished) {
            wakeUps.acquireUninterruptibly();
            wakeUps.drainPermits();
            runSafely(cycle);
        }
    }

    /** A defect of ours must not end the thread: the next wake-up gets another chance. */
    private void runSafely(Runnable cycle) {
        // an interrupt was meant for the cycle before
        boolean ignored = Thread.interrupted();
        try {
            cycle.run();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "The worker %s failed outside an export; it goes on at its next wake-up", threadName);
        }
    }

    @Override
    public void wake() {
        wakeUps.release();
    }

    @Override
    public void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public void finish() {
        finished = true;
    }
}
