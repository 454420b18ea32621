package dev.flagexporter.collector;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which events of which requests were exported, and which requests were acknowledged. A request that was acknowledged and
 * exported as a whole is forgotten, so this stays small for any number of events.
 */
final class AcknowledgedRequests {

    private static final class Request {

        private final BitSet exported = new BitSet();
        private int acknowledged;
    }

    private final Map<String, Request> open = new ConcurrentHashMap<>();
    private final AtomicLong exported = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();

    /** The event of a request with a position was found in a file. */
    void exported(String request, int position) {
        exported.incrementAndGet();
        open.compute(request, (key, before) -> {
            Request state = before == null ? new Request() : before;
            if (state.exported.get(position)) {
                doubled.incrementAndGet();
            }
            state.exported.set(position);
            return unlessComplete(state);
        });
    }

    /** The sender was told that all events of a request were taken. */
    void acknowledged(String request, int events) {
        acknowledged.addAndGet(events);
        open.compute(request, (key, before) -> {
            Request state = before == null ? new Request() : before;
            state.acknowledged = events;
            return unlessComplete(state);
        });
    }

    private static Request unlessComplete(Request state) {
        return state.acknowledged > 0 && state.exported.cardinality() == state.acknowledged ? null : state;
    }

    long acknowledgedEvents() {
        return acknowledged.get();
    }

    /** Every acknowledged event was exported once, and no other one. */
    void assertExact() {
        assertThat(open)
                .as("requests that were exported in part, or not acknowledged")
                .isEmpty();
        assertThat(doubled).hasValue(0);
        assertThat(exported.get()).isEqualTo(acknowledged.get());
    }
}
