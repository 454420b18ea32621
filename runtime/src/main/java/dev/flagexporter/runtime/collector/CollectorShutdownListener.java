package dev.flagexporter.runtime.collector;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.shutdown.ShutdownListener;

/**
 * Stops the collector when Quarkus begins to wait for the requests in flight. Quarkus itself goes on serving new requests
 * meanwhile, so that with senders that never pause, or that wait for room, it would wait for the whole
 * {@code quarkus.shutdown.timeout}. Without that timeout, the shutdown goes on at once.
 */
public class CollectorShutdownListener implements ShutdownListener {

    /** Instantiated by the code that Quarkus generates. */
    public CollectorShutdownListener() {}

    @Override
    public void shutdown(ShutdownNotification notification) {
        try {
            Arc.container().instance(Collector.class).get().stop();
        } finally {
            notification.done();
        }
    }
}
