package dev.flagexporter.runtime.reload;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/** The one thread on which the configuration is looked at and reloaded. It does not exist before its first task. */
final class ReloadThread {

    private static final Logger LOG = Logger.getLogger(ReloadThread.class);

    private final ScheduledThreadPoolExecutor executor;
    private volatile Future<?> repeated = CompletableFuture.completedFuture(null);

    /** Gives the thread the caller's context class loader: it is the one to read the application's configuration by. */
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

    /** Runs a task again and again; a failure does not end that. To be called once. */
    void repeat(Runnable task, Duration interval) {
        Runnable safely = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("The configuration could not be looked at; it is again after the interval", e);
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

    /** Runs what was submitted before, and nothing after. Does not wait for it. */
    void end() {
        repeated.cancel(false);
        executor.shutdown();
    }
}
