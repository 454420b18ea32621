package dev.flagexporter.runtime.collector;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of all requests in flight: their bodies while they are read, and their events until they are answered. A
 * request that is alone gets what it needs, so no request is too large for ever.
 */
final class RequestMemory {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    RequestMemory(long limit) {
        this.limit = limit;
    }

    long used() {
        return used.get();
    }

    /**
     * Begins a request.
     *
     * @param largest how large its body can be
     */
    Reservation open(long largest) {
        return new Reservation(largest);
    }

    /** What one request uses. Used by one thread at a time. */
    final class Reservation implements AutoCloseable {

        private final long largest;
        private long own;

        private Reservation(long largest) {
            this.largest = largest;
        }

        long largest() {
            return largest;
        }

        /** Makes sure that the request has so many bytes; false when the limit is reached. */
        boolean require(long bytes) {
            long more = bytes - own;
            if (more <= 0) {
                return true;
            }
            while (true) {
                long before = used.get();
                if (before > own && before > limit - more) {
                    return false;
                }
                if (used.compareAndSet(before, before + more)) {
                    own = bytes;
                    return true;
                }
            }
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
            used.addAndGet(-own);
            own = 0;
        }
    }
}
