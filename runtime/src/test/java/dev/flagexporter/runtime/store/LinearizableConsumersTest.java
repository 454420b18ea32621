package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A consumer that is added and removed while events flow and another one passes chunks, which are cut off then; see
 * {@link ModelChecking}. The capacity and a chunk are one event, so nearly each append drops one.
 *
 * <p>Only who adds a consumer knows when that happens. Whoever asked for it before it is there, and adds an event in
 * between, may find that event in its counts later.
 */
@Timeout(120)
class LinearizableConsumersTest {

    private static final ModelChecking CHECK = ModelChecking.of(
            Model.class,
            new Scenario("append", "add", "append, append, append", "takeAsGuest, take"),
            new Scenario("append", "add, takeAsGuest", "take, append", "takeAsGuest, take"),
            new Scenario("add, append", "remove, add", "take, append, append", "takeAsGuest, take"));

    private static final int CAPACITY = 1;
    private static final LeaseLimits ONE = new LeaseLimits(1, Long.MAX_VALUE);
    private static final long NOTHING = -1;
    private static final long UNKNOWN = -2;

    /** One thread, two positions. */
    public static class Model {

        private long tail;
        private long resident;
        private long guest = UNKNOWN;

        /** Adds an event. */
        public void append() {
            tail++;
        }

        /** The offset of the event that the one who always is there gets. */
        public long take() {
            long next = next(resident);
            resident = Math.max(resident, next + 1);
            return next;
        }

        private long next(long position) {
            return position == tail ? NOTHING : Math.max(position, tail - CAPACITY);
        }

        /** The other one comes. */
        public void add() {
            guest = guest == UNKNOWN ? tail : guest;
        }

        /** The other one goes. */
        public void remove() {
            guest = UNKNOWN;
        }

        /** The offset of the event that the other one gets. */
        public long takeAsGuest() {
            if (guest == UNKNOWN) {
                return UNKNOWN;
            }
            long next = next(guest);
            guest = Math.max(guest, next + 1);
            return next;
        }
    }

    /** The consumers as they are. */
    public static class Guests {

        private final Consumers<Numbered> consumers;

        /** One consumer, who always is there. */
        public Guests() {
            this(new Consumers<>(Numbered.class, CAPACITY));
        }

        Guests(Consumers<Numbered> consumers) {
            this.consumers = consumers;
            consumers.add("resident", Long.MAX_VALUE);
        }

        public void append() {
            consumers.log().append(new Numbered(0));
        }

        public long take() {
            return take("resident");
        }

        private long take(String id) {
            Consumer<Numbered> consumer = consumers.get(id);
            Lease<Numbered> lease = consumer.lease(ONE);
            if (lease.isEmpty()) {
                return NOTHING;
            }
            consumer.commit(lease);
            return lease.offset(0);
        }

        public void add() {
            try {
                consumers.add("guest", Long.MAX_VALUE);
            } catch (IllegalArgumentException e) {
                // there already
            }
        }

        public void remove() {
            consumers.remove("guest");
        }

        public long takeAsGuest() {
            try {
                return take("guest");
            } catch (IllegalArgumentException e) {
                return UNKNOWN;
            }
        }
    }

    /** What the consumers must not be: added while passed chunks are cut off. */
    public static class GuestsAtAnyTime extends Guests {

        /** One consumer, who always is there. */
        public GuestsAtAnyTime() {
            super(new Consumers<>(Numbered.class, CAPACITY) {
                @Override
                boolean tryToHoldStructure() {
                    return true;
                }
            });
        }
    }

    @Test
    void whoComesGetsWhatComesAfterwards() {
        CHECK.check(Guests.class);
    }

    @Test
    void consumersThatAreAddedWhileChunksAreCutOffAreFound() {
        CHECK.rejects(GuestsAtAnyTime.class);
    }
}
