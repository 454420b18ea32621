package dev.flagexporter.runtime.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The {@link LogSize}, see {@link ModelChecking}: each event is counted once, whoever counts, while chunks are cut off. A
 * chunk has one slot here.
 */
@Timeout(120)
class LinearizableSizeTest {

    private static final ModelChecking CHECK = ModelChecking.of(
            Model.class,
            new Scenario("append", "append, count", "count, append", "count"),
            new Scenario("append, append", "count, count", "append, count", "append, count"),
            new Scenario("append, append", "cut, count", "append, count", "append, cut, count"));

    private static final Numbered EVENT = new Numbered(1);

    /** One thread, one number. */
    public static class Model {

        private long events;

        /** Adds an event. */
        public void append() {
            events++;
        }

        /** The size of all events. */
        public long count() {
            return events * EVENT.heapBytes();
        }

        /** Forgets what is passed. */
        public void cut() {
            // counts all the same
        }
    }

    /** The log as it is. */
    public static class Log {

        private final ChunkLog log = new ChunkLog(1, base -> {});

        public void append() {
            log.append(EVENT);
        }

        public long count() {
            log.countAll();
            return log.countedBytes();
        }

        public void cut() {
            log.cutBelow(log.tailBase());
        }
    }

    /** What the size must not be: a place and a sum that move one after the other. */
    public static class SizeInPieces {

        private final ChunkLog log = new ChunkLog(1, base -> {});
        private volatile long counted;
        private volatile long bytes;

        public void append() {
            log.append(EVENT);
        }

        public long count() {
            long tail = log.tailOffset();
            if (counted < tail) {
                bytes = bytes + (tail - counted) * EVENT.heapBytes();
                counted = tail;
            }
            return bytes;
        }

        public void cut() {
            // counts without the chunks
        }
    }

    @Test
    void eachEventIsCountedOnce() {
        CHECK.check(Log.class);
    }

    @Test
    void aPlaceAndASumThatMoveOneAfterTheOtherAreFound() {
        CHECK.rejects(SizeInPieces.class);
    }
}
