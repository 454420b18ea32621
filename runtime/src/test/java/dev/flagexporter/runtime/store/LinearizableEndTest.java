package dev.flagexporter.runtime.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The end of the {@link ChunkLog} beside appends, see {@link ModelChecking}: nothing comes behind it. A chunk has two
 * slots here.
 */
@Timeout(120)
class LinearizableEndTest {

    private static final ModelChecking CHECK = ModelChecking.of(
            Model.class,
            new Scenario("append", "end, tail", "append, append", "tail, append"),
            new Scenario("", "end, append", "append, append, append", "tail, append"));

    /** One thread, one number, and whether it still counts. */
    public static class Model {

        private long next;
        private boolean ended;

        /** The offset of the event, or that there is none any more. */
        public long append() {
            return ended ? Chunk.CLOSED : next++;
        }

        /** The offset that the next event would have. */
        public long tail() {
            return next;
        }

        /** No more events. */
        public void end() {
            ended = true;
        }
    }

    /** The log as it is. */
    public static class Log {

        final ChunkLog log = new ChunkLog(2, base -> {});

        public long append() {
            return log.append("event");
        }

        public long tail() {
            return log.tailOffset();
        }

        public void end() {
            log.close();
        }
    }

    /** What the end must not be: something beside the log, at which an append looks before. */
    public static class LogWithFlag extends Log {

        private volatile boolean ended;

        @Override
        public long append() {
            return ended ? Chunk.CLOSED : super.append();
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    @Test
    void nothingComesBehindTheEnd() {
        CHECK.check(Log.class);
    }

    @Test
    void anEndBesideTheLogIsFound() {
        CHECK.rejects(LogWithFlag.class);
    }
}
