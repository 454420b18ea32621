package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The real time. One thread counts down the waits of all exporters; it starts with the first wait. */
public final class SystemDeliveryClock implements DeliveryClock, AutoCloseable {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, action -> {
        Thread thread = new Thread(action, "flag-exporter-timer");
        thread.setDaemon(true);
        return thread;
    });

    /** Makes a clock that has no thread yet. */
    public SystemDeliveryClock() {
        // nearly every deadline of an attempt is cancelled
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        ScheduledFuture<?> scheduled = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Ends the thread; waits that are not over yet never end. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
