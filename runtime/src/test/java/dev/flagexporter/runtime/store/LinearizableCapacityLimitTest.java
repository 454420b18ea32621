package dev.flagexporter.runtime.store;

import java.util.concurrent.atomic.AtomicLong;

import dev.flagexporter.spi.store.AppendResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The {@link CapacityLimit} of the policies that keep events out, see {@link ModelChecking}: never more events have room than the
 * capacity, and none is kept out while there is room for it. Each thread takes room, and gives it back or has a consumer
 * commit what it took it for. Who waits for room is not checked here.
 */
@Timeout(120)
class LinearizableCapacityLimitTest {

    private static final ModelChecking CHECK = ModelChecking.of(
            Model.class,
            new Scenario("", "takeOne 1, giveBack 1, takeTwo 1", "takeOne 2, commit 2", "takeOne 1, takeOne 1"),
            new Scenario("takeOne 1", "commit 1, takeTwo 1", "takeOne 2, takeOne 2", "takeOne 1, takeOne 1"));

    private static final int CAPACITY = 2;
    private static final int MOST_THREADS = 4;

    /** One thread, one number. */
    public static class Model {

        private final int[] taken = new int[MOST_THREADS];
        private int all;

        /** Takes room for an event. */
        public boolean takeOne(int thread) {
            return take(thread, 1);
        }

        /** Takes room for two events, or none. */
        public boolean takeTwo(int thread) {
            return take(thread, 2);
        }

        private boolean take(int thread, int events) {
            boolean fits = all + events <= CAPACITY;
            if (fits) {
                all += events;
                taken[thread] += events;
            }
            return fits;
        }

        /** Room for one of the thread's events is not needed after all. */
        public void giveBack(int thread) {
            if (taken[thread] > 0) {
                taken[thread]--;
                all--;
            }
        }

        /** One of the thread's events is committed. */
        public void commit(int thread) {
            giveBack(thread);
        }
    }

    /** The operations, of whatever gives the room. */
    public abstract static class Permits {

        final AtomicLong committed = new AtomicLong();
        private final int[] taken = new int[MOST_THREADS];

        abstract boolean admit(int events);

        abstract void giveBackOne();

        abstract void consumersMovedOn();

        public boolean takeOne(int thread) {
            return take(thread, 1);
        }

        public boolean takeTwo(int thread) {
            return take(thread, 2);
        }

        private boolean take(int thread, int events) {
            boolean fits = admit(events);
            taken[thread] += fits ? events : 0;
            return fits;
        }

        public void giveBack(int thread) {
            if (taken[thread] > 0) {
                taken[thread]--;
                giveBackOne();
            }
        }

        public void commit(int thread) {
            if (taken[thread] > 0) {
                taken[thread]--;
                committed.incrementAndGet();
                consumersMovedOn();
            }
        }
    }

    /** The limit as it is. */
    public static class RealLimit extends Permits implements CapacityLimit.Progress {

        private final CapacityLimit limit =
                new CapacityLimit(CAPACITY, this, new MemoryLimit(MemoryLimit.UNLIMITED), WhenFull.REJECT);

        @Override
        public long tail() {
            return committed.get();
        }

        @Override
        public long slowest() {
            return committed.get();
        }

        @Override
        public void count() {
            // no event is in a log
        }

        @Override
        public void noRoom() {
            // no consumer waits
        }

        @Override
        boolean admit(int events) {
            return limit.admit(events, 0) == AppendResult.APPENDED;
        }

        @Override
        void giveBackOne() {
            limit.giveBack(1, 0);
        }

        @Override
        void consumersMovedOn() {
            limit.consumersMovedOn();
        }
    }

    /** What the room must not do: look whether there is some, and take it afterwards. */
    public static class RoomTakenLater extends Permits {

        private final AtomicLong admitted = new AtomicLong();

        @Override
        boolean admit(int events) {
            boolean fits = admitted.get() + events <= committed.get() + CAPACITY;
            if (fits) {
                admitted.addAndGet(events);
            }
            return fits;
        }

        @Override
        void giveBackOne() {
            admitted.decrementAndGet();
        }

        @Override
        void consumersMovedOn() {
            // it looks for itself
        }
    }

    @Test
    void thereIsAsMuchAsTheConsumersLeave() {
        CHECK.check(RealLimit.class);
    }

    @Test
    void roomThatIsTakenAfterALookIsFound() {
        CHECK.rejects(RoomTakenLater.class);
    }
}
