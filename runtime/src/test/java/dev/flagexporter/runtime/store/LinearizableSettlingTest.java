package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.List;

import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A {@link Consumer} that leases, commits, releases and loses what is too much for it, while others append and look at its
 * counts; see {@link ModelChecking}. The capacity and a chunk are one event, so nearly each append drops one.
 *
 * <p>A lease is of one event. One of more than the capacity may have more than that: what came while it was collected
 * beside what had not been dropped before.
 */
@Timeout(120)
class LinearizableSettlingTest {

    private static final ModelChecking CHECK = ModelChecking.of(
            Model.class,
            new Scenario("append 1", "lease", "append 2, counts", "counts"),
            new Scenario("append 1", "lease, release, lease", "append 2, append 3", "counts, commit, lease"),
            new Scenario("append 1, lease", "commit, append 2", "counts", "counts"),
            new Scenario("append 1, lease", "append 2", "append 3", "commit, lease, counts"));

    private static final int CAPACITY = 1;
    private static final LeaseLimits ONE = new LeaseLimits(1, Long.MAX_VALUE);
    private static final String NOTHING = "nothing";
    private static final String SETTLED = "settled";

    /** One thread, one list. */
    public static class Model {

        private final List<Integer> events = new ArrayList<>();
        private int position;
        private int committed;
        private int dropped;
        private int leased = -1;
        private int released = -1;

        /** Adds an event. */
        public void append(int number) {
            events.add(number);
        }

        /** The consumer's next event and its offset. */
        public String lease() {
            if (leased >= 0) {
                return NOTHING;
            }
            if (released < 0) {
                drop();
            }
            if (released < 0 && position == events.size()) {
                return NOTHING;
            }
            leased = released < 0 ? position++ : released;
            released = -1;
            return leased + ":" + events.get(leased);
        }

        private void drop() {
            int skipped = Math.max(0, events.size() - CAPACITY - position);
            dropped += skipped;
            position += skipped;
        }

        /** The event is done with. */
        public String commit() {
            committed += leased < 0 ? 0 : 1;
            return settle();
        }

        /** The event shall come again. */
        public String release() {
            released = leased < 0 ? released : leased;
            return settle();
        }

        private String settle() {
            String answer = leased < 0 ? NOTHING : SETTLED;
            leased = -1;
            return answer;
        }

        /** All counts. */
        public ConsumerCounts counts() {
            drop();
            int all = events.size();
            return new ConsumerCounts(all, committed, all - committed - dropped, dropped);
        }
    }

    /** The consumer as it is. */
    public static class OneConsumer {

        private final Consumers<Numbered> consumers = new Consumers<>(Numbered.class, CAPACITY);
        private final Consumer<Numbered> consumer;
        private @Nullable Lease<Numbered> lease;

        /** A consumer that begins with the log. */
        public OneConsumer() {
            consumers.add("a", Long.MAX_VALUE);
            consumer = consumers.get("a");
        }

        public void append(int number) {
            consumers.log().append(new Numbered(number));
        }

        public String lease() {
            if (lease != null) {
                return NOTHING;
            }
            Lease<Numbered> next = consumer.lease(ONE);
            if (next.isEmpty()) {
                return NOTHING;
            }
            lease = next;
            return next.offset(0) + ":" + next.events().get(0).number();
        }

        public String commit() {
            if (lease == null) {
                return NOTHING;
            }
            consumer.commit(lease);
            lease = null;
            return SETTLED;
        }

        public String release() {
            if (lease == null) {
                return NOTHING;
            }
            consumer.release(lease);
            lease = null;
            return SETTLED;
        }

        public ConsumerCounts counts() {
            return consumer.counts();
        }
    }

    /** What a consumer must not be: a place and some counts, each of which moves by itself. */
    public static class ConsumerInPieces {

        private final List<Integer> events = new ArrayList<>();
        private volatile int position;
        private volatile int committed;
        private volatile int dropped;
        private int leased = -1;
        private int released = -1;

        public synchronized void append(int number) {
            events.add(number);
        }

        private synchronized int tail() {
            return events.size();
        }

        private synchronized int event(int offset) {
            return events.get(offset);
        }

        private void drop(int tail) {
            int skipped = tail - CAPACITY - position;
            if (skipped > 0) {
                position = tail - CAPACITY;
                dropped = dropped + skipped;
            }
        }

        public String lease() {
            if (leased >= 0) {
                return NOTHING;
            }
            if (released < 0) {
                drop(tail());
            }
            if (released < 0 && position == tail()) {
                return NOTHING;
            }
            leased = released < 0 ? position++ : released;
            released = -1;
            return leased + ":" + event(leased);
        }

        public String commit() {
            committed = committed + (leased < 0 ? 0 : 1);
            return settle();
        }

        public String release() {
            released = leased < 0 ? released : leased;
            return settle();
        }

        private String settle() {
            String answer = leased < 0 ? NOTHING : SETTLED;
            leased = -1;
            return answer;
        }

        public ConsumerCounts counts() {
            int tail = tail();
            drop(tail);
            int done = committed;
            int lost = dropped;
            return new ConsumerCounts(tail, done, tail - done - lost, lost);
        }
    }

    @Test
    void aConsumerLosesWhatIsTooMuchAndNothingElse() {
        CHECK.check(OneConsumer.class);
    }

    @Test
    void aPlaceAndCountsThatMoveOneAfterTheOtherAreFound() {
        CHECK.rejects(ConsumerInPieces.class);
    }
}
