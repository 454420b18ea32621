package dev.flagexporter.runtime.reload;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

import dev.flagexporter.runtime.delivery.DeliveryClock;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import org.jboss.logging.Logger;

/**
 * The exporters that a reload removes and replaces, until they are closed. Each of them bounds its own close. Only a defect,
 * or a machine that starts no thread, makes one take longer: then this reload ends without it, so that later ones go on.
 *
 * <p><b>Thread safety.</b> Used by the thread of the reload only.
 */
final class ClosingExporters {

    private static final Logger LOG = Logger.getLogger(ClosingExporters.class);

    private final DeliveryClock clock;
    private final Map<ExporterId, CompletableFuture<?>> closed = new TreeMap<>();
    private Duration limit = Duration.ZERO;

    ClosingExporters(DeliveryClock clock) {
        this.clock = clock;
    }

    /** Adds an exporter to wait for, by its previous settings. */
    void add(ExporterSetup setup, CompletionStage<?> whenClosed) {
        closed.put(ExporterId.of(setup), whenClosed.toCompletableFuture());
        Duration own = setup.delivery().timeouts().untilClosed();
        limit = own.compareTo(limit) > 0 ? own : limit;
    }

    /** Waits until all are closed, or for the longest time that one of them may take, and logs those that are not. */
    void await() {
        CompletableFuture<Void> all = CompletableFuture.allOf(closed.values().toArray(CompletableFuture<?>[]::new));
        Thread waiting = Thread.currentThread();
        CompletableFuture<Void> signalled = all.whenComplete((result, failure) -> LockSupport.unpark(waiting));
        long end = clock.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0 && !all.isDone(); left = end - clock.nanoTime()) {
            clock.park(left);
        }
        if (all.isDone()) {
            signalled.join();
        } else {
            logThoseThatAreNotClosed();
        }
    }

    private void logThoseThatAreNotClosed() {
        closed.forEach((id, whenClosed) -> {
            if (!whenClosed.isDone()) {
                LOG.warnf(
                        "Exporter \"%s\" did not close within %d s after a reload replaced or removed it. The reload ends without it: the new configuration is in use, and the next reload is possible.",
                        id.name(), limit.toSeconds());
            }
        });
    }
}
