package dev.flagexporter.runtime.collector;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The memory of all requests in flight: what has arrived of their bodies, what was decoded of it, and their events until
 * they are answered.
 *
 * <p>A request counts with what it uses, not with what it announces, so one that only begins keeps no other one out.
 * <b>At the limit, one request at a time may go beyond it</b>: the first that needs to, until it ends. So of several bodies
 * that grow side by side, one always arrives, and no body is too large for ever. All other requests have to try again.
 *
 * <p><b>Thread safety.</b> Requests on all event loops and workers share the two atomic fields. A {@link Reservation} is
 * used by one thread at a time.
 */
final class RequestMemory {

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicReference<@Nullable Reservation> beyondLimit = new AtomicReference<>();

    RequestMemory(long limit) {
        this.limit = limit;
    }

    long used() {
        return used.get();
    }

    /** Begins a request that uses nothing so far. */
    Reservation open() {
        return new Reservation();
    }

    /** What one request uses. */
    final class Reservation implements AutoCloseable {

        private long own;

        private Reservation() {}

        /** Whether so many more bytes could be had at present; takes nothing. */
        boolean hasRoomFor(long bytes) {
            return used.get() <= limit - Math.max(bytes, 1) || beyondLimit.get() == null;
        }

        /** The bytes that the request has. */
        long own() {
            return own;
        }

        /** Makes sure that the request has so many bytes; false when the limit is reached. */
        boolean require(long bytes) {
            long more = bytes - own;
            if (more <= 0) {
                return true;
            }
            while (true) {
                long before = used.get();
                if (before > limit - more && !goBeyondLimit()) {
                    return false;
                }
                if (used.compareAndSet(before, before + more)) {
                    own = bytes;
                    return true;
                }
            }
        }

        private boolean goBeyondLimit() {
            return beyondLimit.get() == this || beyondLimit.compareAndSet(null, this);
        }

        /** Makes sure that the request has so many bytes and no more; false when the limit is reached. */
        boolean resize(long bytes) {
            long less = own - bytes;
            if (less > 0) {
                used.addAndGet(-less);
                own = bytes;
            }
            return require(bytes);
        }

        /** Gives back what the request used. May be repeated. */
        @Override
        public void close() {
            if (own != 0) {
                used.addAndGet(-own);
                own = 0;
            }
            beyondLimit.compareAndSet(this, null);
        }
    }
}
