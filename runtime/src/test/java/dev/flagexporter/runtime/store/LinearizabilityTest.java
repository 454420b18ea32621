package dev.flagexporter.runtime.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The log behaves as if one thread did one thing at a time, however its steps are interleaved: the model checker tries
 * many ways. Chunks have two slots here, so that most ways go from one to the next.
 */
@Timeout(300)
class LinearizabilityTest {

    private static final int MOST_EVENTS = 32;

    /** The log as it is. */
    public static class Log {

        private final ChunkLog log = new ChunkLog(2, base -> {});

        @Operation
        public long append() {
            return log.append("event");
        }

        @Operation
        public long tail() {
            return log.tailOffset();
        }
    }

    /** The log as it is, with its end. */
    public static class EndingLog {

        private final ChunkLog log = new ChunkLog(2, base -> {});

        @Operation
        public long append() {
            return log.append("event");
        }

        @Operation
        public long tail() {
            return log.tailOffset();
        }

        @Operation
        public void end() {
            log.end();
        }
    }

    /** What the log must not do: claim a slot, and fill it later. */
    public static class ClaimingLog {

        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<String> slots = new AtomicReferenceArray<>(MOST_EVENTS);

        @Operation
        public long append() {
            int claimed = next.getAndIncrement();
            slots.set(claimed, "event");
            return claimed;
        }

        @Operation
        public long tail() {
            int filled = 0;
            while (slots.get(filled) != null) {
                filled++;
            }
            return filled;
        }
    }

    private static ModelCheckingOptions options(int iterations) {
        return new ModelCheckingOptions()
                .iterations(iterations)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1);
    }

    @Test
    void appendsAreTakenOneAfterTheOther() {
        options(5).check(Log.class);
    }

    @Test
    void theEndComesAfterAllThatWasTaken() {
        options(3).check(EndingLog.class);
    }

    @Test
    void aSlotThatIsClaimedBeforeItIsFilledIsFound() {
        assertThatExceptionOfType(LincheckAssertionError.class)
                .isThrownBy(() -> options(100).check(ClaimingLog.class));
    }
}
