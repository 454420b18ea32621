package dev.flagexporter.runtime.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.flagexporter.runtime.log.GuardedLogger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that appenders wake, whatever the number of stores and consumers; it finds out who is to be woken.
 */
public final class WakeUpDispatcher implements AutoCloseable {

    private static final GuardedLogger LOG = GuardedLogger.of(WakeUpDispatcher.class);

    /** Nothing should be missed; if it is, after all, this is how late it gets. */
    private static final long BACKSTOP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long backstopNanos;
    private final List<Runnable> stores = new CopyOnWriteArrayList<>();
    private volatile boolean signalled;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /** Makes a dispatcher that has no thread yet. */
    public WakeUpDispatcher() {
        this(BACKSTOP_NANOS);
    }

    WakeUpDispatcher(long backstopNanos) {
        this.backstopNanos = backstopNanos;
    }

    /**
     * Has an action run on the dispatcher's thread whenever there is a signal, and once a second.
     *
     * @param scan must not block
     */
    public void register(Runnable scan) {
        stores.add(scan);
    }

    /** Starts the thread. */
    public synchronized void start() {
        if (thread == null && !closed) {
            Thread started = new Thread(this::run, "flag-exporter-dispatcher");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    /** Has the actions run soon. Never blocks; signals that are not handled yet count as one. */
    public void signal() {
        if (!signalled) {
            signalled = true;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            if (!signalled) {
                LockSupport.parkNanos(this, backstopNanos);
            }
            signalled = false;
            stores.forEach(WakeUpDispatcher::scan);
        }
        // requests that wait learn that the stores are closed
        stores.forEach(WakeUpDispatcher::scan);
    }

    private static void scan(Runnable store) {
        try {
            store.run();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "A wake-up failed; the exporter is woken by its next flush interval");
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
