package dev.flagexporter.runtime.reload;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.flagexporter.runtime.log.GuardedLogger;

/** The thread that compares and reloads the configuration. It starts with its first task. */
final class ReloadThread {

    private static final GuardedLogger LOG = GuardedLogger.of(ReloadThread.class);

    private final ScheduledThreadPoolExecutor executor;
    private volatile Future<?> repeated = CompletableFuture.completedFuture(null);

    /** The thread gets the caller's context class loader, which reads the application's configuration. */
    ReloadThread() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("flag-exporter-reload");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    /** Runs a task at an interval, also after it has failed. Must be called only once. */
    void repeat(Runnable task, Duration interval) {
        Runnable safely = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "The configuration files could not be compared. Retrying after the interval.");
            }
        };
        repeated = executor.scheduleWithFixedDelay(safely, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task after those before it.
     *
     * @throws RejectedExecutionException after the end
     */
    <T> CompletableFuture<T> submit(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, executor);
    }

    /** Rejects further tasks. Runs those that were submitted before, without waiting for them. */
    void end() {
        repeated.cancel(false);
        executor.shutdown();
    }
}
