package dev.flagexporter.runtime.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Appends of two threads to the {@link ChunkLog}, see {@link ModelChecking}. A chunk has one slot here. */
@Timeout(120)
class LinearizableAppendTest {

    private static final ModelChecking CHECK = ModelChecking.of(
            Model.class,
            new Scenario("append", "append", "append", "tail, append"),
            new Scenario("", "append, append, append", "append, tail", "tail"));

    private static final int MOST_EVENTS = 32;

    /** One thread, one number. */
    public static class Model {

        private long next;

        /** The offset of the event. */
        public long append() {
            return next++;
        }

        /** The offset of the next event. */
        public long tail() {
            return next;
        }
    }

    /** The log as it is. */
    public static class Log {

        private final ChunkLog log = new ChunkLog(1, base -> {});

        public long append() {
            return log.append("event");
        }

        public long tail() {
            return log.tailOffset();
        }
    }

    /** What the log must not do: claim a slot, and fill it later. */
    public static class ClaimingLog {

        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<String> slots = new AtomicReferenceArray<>(MOST_EVENTS);

        public long append() {
            int claimed = next.getAndIncrement();
            slots.set(claimed, "event");
            return claimed;
        }

        public long tail() {
            int filled = 0;
            while (slots.get(filled) != null) {
                filled++;
            }
            return filled;
        }
    }

    @Test
    void eventsAreTakenOneAfterTheOther() {
        CHECK.check(Log.class);
    }

    @Test
    void aSlotThatIsClaimedBeforeItIsFilledIsFound() {
        CHECK.rejects(ClaimingLog.class);
    }
}
