package dev.flagexporter.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.spi.store.PreparedAppend;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What every event store has to do: extend this class, and make a store. What is peculiar to a store, such as what it
 * does when it is full, is for tests of its own.
 */
@Timeout(60)
public abstract class EventStoreContract {

    /** How many events a consumer may have pending in the stores that are made for these tests, at least. */
    protected static final int MIN_CAPACITY = 50_000;

    private EventStore<FeatureEvent> store;

    /** For subclasses. */
    protected EventStoreContract() {}

    /**
     * Makes the store to be tested.
     *
     * @return an empty store without consumers, with a capacity of at least {@link #MIN_CAPACITY}
     */
    protected abstract EventStore<FeatureEvent> createStore();

    @BeforeEach
    void makeStore() {
        store = createStore();
    }

    /** Appends the events numbered from one number up to another. */
    private static void append(EventStore<FeatureEvent> store, int from, int to) {
        for (int number = from; number < to; number++) {
            assertThat(store.append(Events.feature(number))).isEqualTo(AppendResult.APPENDED);
        }
    }

    private static LeaseLimits atMost(int events) {
        return new LeaseLimits(events, Long.MAX_VALUE);
    }

    private static List<Integer> numbers(Lease<FeatureEvent> lease) {
        return lease.events().stream()
                .map(event -> Integer.valueOf(event.userKey().substring("user-".length())))
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** Leases all there is and commits it. */
    private static List<Integer> consume(EventStore<FeatureEvent> store, String consumerId) {
        return consume(store, consumerId, LeaseLimits.UNLIMITED);
    }

    private static List<Integer> consume(EventStore<FeatureEvent> store, String consumerId, LeaseLimits limits) {
        Lease<FeatureEvent> lease = store.lease(consumerId, limits);
        List<Integer> numbers = numbers(lease);
        if (!lease.isEmpty()) {
            store.commit(lease);
        }
        return numbers;
    }

    /** What is appended. */
    @Nested
    class Appending {

        @Test
        void keepsTheOrder() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 3);
            assertThat(store.appendAll(List.of(Events.feature(3), Events.feature(4))))
                    .isEqualTo(AppendResult.APPENDED);
            append(store, 5, 6);
            assertThat(consume(store, "a")).isEqualTo(range(0, 6));
        }

        @Test
        void takesAnEmptyList() {
            assertThat(store.appendAll(List.of())).isEqualTo(AppendResult.APPENDED);
            assertThat(store.totalEventCount()).isZero();
        }

        @Test
        @SuppressWarnings("NullAway") // on purpose
        void refusesNothingness() {
            store.addConsumer("a", ConsumerStart.HEAD);
            assertThatNullPointerException().isThrownBy(() -> store.append(null));
            append(store, 0, 2);
            assertThat(consume(store, "a")).isEqualTo(range(0, 2));
        }

        @Test
        @SuppressWarnings("NullAway") // on purpose
        void takesNothingOfAListWithAHole() {
            store.addConsumer("a", ConsumerStart.HEAD);
            List<FeatureEvent> events = Arrays.asList(Events.feature(7), null, Events.feature(8));
            assertThatNullPointerException().isThrownBy(() -> store.appendAll(events));
            append(store, 0, 1);
            assertThat(consume(store, "a")).isEqualTo(range(0, 1));
        }

        @Test
        void copiesTheListThatItTakes() {
            store.addConsumer("a", ConsumerStart.HEAD);
            List<FeatureEvent> events = new ArrayList<>(Events.features(2));
            store.appendAll(events);
            events.clear();
            assertThat(consume(store, "a")).isEqualTo(range(0, 2));
        }
    }

    /** Where consumers begin. */
    @Nested
    class Starting {

        @Test
        void atTheHeadGetsWhatComesFromNowOn() {
            append(store, 0, 3);
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 3, 5);
            assertThat(consume(store, "a")).isEqualTo(range(3, 5));
        }

        @Test
        void atTheEarliestGetsWhatIsStillThere() {
            append(store, 0, 3);
            store.addConsumer("a", ConsumerStart.EARLIEST);
            append(store, 3, 5);
            assertThat(consume(store, "a")).isEqualTo(range(0, 5));
        }

        @Test
        void failsForAnIdThatIsTaken() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.addConsumer("a", ConsumerStart.HEAD))
                    .withMessageContaining("a already");
            assertThat(store.pendingEventCount("a")).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2048})
        void worksAtEveryPlaceOfAChunk(int before) {
            store.addConsumer("first", ConsumerStart.HEAD);
            append(store, 0, before);
            store.addConsumer("a", ConsumerStart.HEAD);
            assertThat(store.pendingEventCount("a")).isZero();
            append(store, before, before + 3);
            assertThat(consume(store, "a")).isEqualTo(range(before, before + 3));
            assertThat(consume(store, "first")).isEqualTo(range(0, before + 3));
        }
    }

    /** What a lease holds. */
    @Nested
    class Leasing {

        @Test
        void isEmptyWhenNothingIsPending() {
            store.addConsumer("a", ConsumerStart.HEAD);
            Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
            assertThat(lease.isEmpty()).isTrue();
            assertThat(lease.consumerId()).isEqualTo("a");
            append(store, 0, 1);
            assertThat(consume(store, "a"))
                    .as("an empty lease need not be settled")
                    .hasSize(1);
        }

        @Test
        void takesNoMoreEventsThanTheLimit() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 5);
            assertThat(consume(store, "a", atMost(2))).isEqualTo(range(0, 2));
            assertThat(consume(store, "a", atMost(2))).isEqualTo(range(2, 4));
            assertThat(consume(store, "a", atMost(2))).isEqualTo(range(4, 5));
        }

        @Test
        void takesNoMoreBytesThanTheLimit() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 5);
            int size = Events.feature(0).sizeHint();
            assertThat(consume(store, "a", new LeaseLimits(100, 2L * size))).isEqualTo(range(0, 2));
            assertThat(consume(store, "a", new LeaseLimits(100, 2L * size - 1))).isEqualTo(range(2, 3));
        }

        @Test
        void takesOneEventThatIsLargerThanTheLimit() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            assertThat(consume(store, "a", new LeaseLimits(100, 1))).isEqualTo(range(0, 1));
            assertThat(consume(store, "a", new LeaseLimits(100, 1))).isEqualTo(range(1, 2));
        }

        @Test
        void numbersTheEventsWithoutGaps() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 5);
            consume(store, "a", atMost(2));
            Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
            assertThat(List.of(lease.offset(0), lease.offset(1), lease.offset(2)))
                    .containsExactly(2L, 3L, 4L);
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> lease.offset(3));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> lease.offset(-1));
        }

        @Test
        void staysTheSameWhileEventsFlow() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
            append(store, 2, 5);
            assertThat(numbers(lease)).isEqualTo(range(0, 2));
        }

        @Test
        void cannotBeModified() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
            assertUnmodifiable(lease);
            store.release(lease);
            Lease<FeatureEvent> part = store.lease("a", atMost(1));
            assertUnmodifiable(part);
            store.release(part);
            assertUnmodifiable(store.lease("a", LeaseLimits.UNLIMITED));
        }

        private void assertUnmodifiable(Lease<FeatureEvent> lease) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> lease.events().add(Events.feature(9)));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> lease.events().remove(0));
        }

        @Test
        void failsWhileAnotherLeaseIsNotSettled() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            store.lease("a", atMost(1));
            assertThatIllegalStateException()
                    .isThrownBy(() -> store.lease("a", atMost(1)))
                    .withMessageContaining("not settled");
        }

        @Test
        void isEachConsumersOwn() {
            store.addConsumer("a", ConsumerStart.HEAD);
            store.addConsumer("b", ConsumerStart.HEAD);
            append(store, 0, 3);
            assertThat(consume(store, "a", atMost(2))).isEqualTo(range(0, 2));
            assertThat(consume(store, "b")).isEqualTo(range(0, 3));
            assertThat(consume(store, "a")).isEqualTo(range(2, 3));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 1023, 1024, 1025, 2048})
        void worksWithBatchesOfEverySizeAcrossChunks(int batch) {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2500);
            List<Integer> got = new ArrayList<>();
            List<Integer> next = consume(store, "a", atMost(batch));
            while (!next.isEmpty()) {
                assertThat(next.size()).isEqualTo(Math.min(batch, 2500 - got.size()));
                got.addAll(next);
                next = consume(store, "a", atMost(batch));
            }
            assertThat(got).isEqualTo(range(0, 2500));
        }
    }

    /** Commit and release. */
    @Nested
    class Settling {

        @Test
        void byReleaseBringsTheSameEventsAgain() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 3);
            Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
            store.release(lease);
            append(store, 3, 4);
            Lease<FeatureEvent> again = store.lease("a", LeaseLimits.UNLIMITED);
            assertThat(again.events()).isEqualTo(lease.events());
            assertThat(again.offset(0)).isEqualTo(lease.offset(0));
            store.commit(again);
            assertThat(consume(store, "a")).isEqualTo(range(3, 4));
        }

        @Test
        void byReleaseBringsThemInOrderUnderSmallerLimits() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 7);
            store.release(store.lease("a", atMost(5)));
            assertThat(consume(store, "a", atMost(2))).isEqualTo(range(0, 2));
            Lease<FeatureEvent> part = store.lease("a", atMost(2));
            assertThat(part.offset(0)).isEqualTo(2);
            store.release(part);
            Lease<FeatureEvent> smaller = store.lease("a", atMost(1));
            assertThat(numbers(smaller)).isEqualTo(range(2, 3));
            store.release(smaller);
            Lease<FeatureEvent> rest = store.lease("a", atMost(100));
            assertThat(numbers(rest)).isEqualTo(range(2, 5));
            assertThat(rest.offset(2)).isEqualTo(4);
            store.commit(rest);
            assertThat(consume(store, "a")).isEqualTo(range(5, 7));
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(7, 7, 0, 0));
        }

        @Test
        void fallsShortOfTheBytesToo() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 3);
            store.release(store.lease("a", LeaseLimits.UNLIMITED));
            assertThat(consume(store, "a", new LeaseLimits(100, 1))).isEqualTo(range(0, 1));
        }

        @Test
        void happensOnce() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            Lease<FeatureEvent> committed = store.lease("a", atMost(1));
            store.commit(committed);
            assertThatIllegalStateException().isThrownBy(() -> store.commit(committed));
            assertThatIllegalStateException().isThrownBy(() -> store.release(committed));
            Lease<FeatureEvent> released = store.lease("a", atMost(1));
            store.release(released);
            assertThatIllegalStateException().isThrownBy(() -> store.release(released));
            assertThatIllegalStateException().isThrownBy(() -> store.commit(released));
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(2, 1, 1, 0));
        }

        @Test
        void isRefusedForTheLeaseOfAnEarlierConsumer() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 1);
            Lease<FeatureEvent> old = store.lease("a", LeaseLimits.UNLIMITED);
            store.removeConsumer("a");
            store.addConsumer("a", ConsumerStart.HEAD);
            assertThatIllegalStateException().isThrownBy(() -> store.commit(old));
        }
    }

    /** Consumers that go. */
    @Nested
    class Removing {

        @Test
        void endsAConsumerWithAllThatIsPending() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            Lease<FeatureEvent> lease = store.lease("a", atMost(1));
            store.removeConsumer("a");
            assertUnknown(() -> store.lease("a", LeaseLimits.UNLIMITED));
            assertUnknown(() -> store.counts("a"));
            assertUnknown(() -> store.pendingEventCount("a"));
            assertUnknown(() -> store.whenPending("a", 1, () -> {}));
            assertUnknown(() -> store.commit(lease));
            assertUnknown(() -> store.processPendingEvents("a", events -> {}));
            assertThat(store.totalEventCount()).isZero();
        }

        private void assertUnknown(ThrowingCallable call) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("no consumer a");
        }

        @Test
        void ofAnUnknownConsumerDoesNothing() {
            store.addConsumer("a", ConsumerStart.HEAD);
            store.removeConsumer("b");
            append(store, 0, 1);
            assertThat(consume(store, "a")).isEqualTo(range(0, 1));
        }

        @Test
        void letsTheIdBeUsedAgain() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            store.removeConsumer("a");
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 2, 3);
            assertThat(consume(store, "a")).isEqualTo(range(2, 3));
        }
    }

    /** The reference's call. */
    @Nested
    class Processing {

        @Test
        void commitsWhenTheFunctionReturns() throws Exception {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            AtomicReference<List<FeatureEvent>> got = new AtomicReference<>();
            store.processPendingEvents("a", got::set);
            assertThat(got.get()).hasSize(2);
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(2, 2, 0, 0));
        }

        @Test
        void releasesWhenTheFunctionThrows() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 2);
            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> store.processPendingEvents("a", events -> {
                        throw new StackOverflowError();
                    }));
            assertThat(consume(store, "a")).isEqualTo(range(0, 2));
        }

        @Test
        void doesNotCallTheFunctionForNothing() throws Exception {
            store.addConsumer("a", ConsumerStart.HEAD);
            store.processPendingEvents("a", events -> {
                throw new AssertionError("called");
            });
        }
    }

    /** How the counts add up. */
    @Nested
    class Counting {

        @Test
        void holdsWhatAConsumerHasYetToTake() {
            assertThat(store.totalEventCount()).isZero();
            append(store, 0, 5);
            assertThat(store.totalEventCount()).as("without consumers").isZero();
            store.addConsumer("a", ConsumerStart.HEAD);
            store.addConsumer("b", ConsumerStart.HEAD);
            append(store, 5, 8);
            consume(store, "a");
            assertThat(store.totalEventCount()).as("b has taken nothing").isEqualTo(3);
            consume(store, "b", atMost(2));
            assertThat(store.totalEventCount()).isEqualTo(1);
            store.removeConsumer("b");
            assertThat(store.totalEventCount()).isZero();
        }

        @Test
        void addsUpAtEachStep() {
            append(store, 0, 10);
            store.addConsumer("a", ConsumerStart.HEAD);
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(0, 0, 0, 0));
            append(store, 10, 14);
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(4, 0, 4, 0));
            Lease<FeatureEvent> lease = store.lease("a", atMost(3));
            assertThat(store.counts("a")).as("leased is pending").isEqualTo(new ConsumerCounts(4, 0, 4, 0));
            store.release(lease);
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(4, 0, 4, 0));
            consume(store, "a", atMost(3));
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(4, 3, 1, 0));
        }
    }

    /** Appends in two steps. */
    @Nested
    class Preparing {

        @Test
        void appendsNothingYet() {
            store.addConsumer("a", ConsumerStart.HEAD);
            try (PreparedAppend prepared = store.prepare(Events.features(3))) {
                assertThat(prepared.answer()).isEqualTo(AppendResult.APPENDED);
                assertThat(store.pendingEventCount("a")).isZero();
                assertThat(prepared.append()).isEqualTo(AppendResult.APPENDED);
            }
            assertThat(consume(store, "a")).isEqualTo(range(0, 3));
        }

        @Test
        void appendsNothingAtAllWhenItIsGivenUp() {
            store.addConsumer("a", ConsumerStart.HEAD);
            store.prepare(Events.features(3)).close();
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(0, 0, 0, 0));
        }
    }

    /** The end of a store. */
    @Nested
    class Stopping {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 1023, 1024, 1025})
        void keepsWhatWasAppendedAndTakesNothingMore(int before) {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, before);
            store.stop();
            assertThat(store.append(Events.feature(9))).isEqualTo(AppendResult.CLOSED);
            assertThat(store.appendAll(Events.features(2))).isEqualTo(AppendResult.CLOSED);
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(before, 0, before, 0));
            assertThat(store.totalEventCount()).isEqualTo(before);
            assertThat(consume(store, "a")).isEqualTo(range(0, before));
            assertThat(consume(store, "a")).isEmpty();
        }

        @Test
        void mayBeRepeated() {
            store.addConsumer("a", ConsumerStart.HEAD);
            append(store, 0, 1);
            store.stop();
            store.stop();
            assertThat(consume(store, "a")).isEqualTo(range(0, 1));
        }
    }

    /** Many threads. */
    @Nested
    class Sharing {

        private static final int PER_THREAD = MIN_CAPACITY / 4;

        @Test
        void losesAndDoublesNothingAndKeepsEachThreadsOrder() {
            store.addConsumer("a", ConsumerStart.HEAD);
            store.addConsumer("late", ConsumerStart.HEAD);
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> append(store, 0, PER_THREAD));
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(() -> append(store, PER_THREAD, 2 * PER_THREAD));
            List<Integer> got = new ArrayList<>();
            while (got.size() < 2 * PER_THREAD) {
                got.addAll(consume(store, "a", atMost(100)));
            }
            first.join();
            second.join();
            assertBothThreadsEvents(got);
            assertBothThreadsEvents(consume(store, "late"));
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(2 * PER_THREAD, 2 * PER_THREAD, 0, 0));
        }

        private void assertBothThreadsEvents(List<Integer> got) {
            assertThat(got.stream().filter(number -> number < PER_THREAD).toList())
                    .isEqualTo(range(0, PER_THREAD));
            assertThat(got.stream().filter(number -> number >= PER_THREAD).toList())
                    .isEqualTo(range(PER_THREAD, 2 * PER_THREAD));
        }

        @Test
        void addsUpAtEveryMoment() {
            store.addConsumer("a", ConsumerStart.HEAD);
            CompletableFuture<Void> appender = CompletableFuture.runAsync(() -> append(store, 0, PER_THREAD));
            while (!appender.isDone()) {
                consume(store, "a", atMost(7));
                ConsumerCounts counts = store.counts("a");
                assertThat(counts.committed() + counts.pending() + counts.dropped())
                        .isEqualTo(counts.appended());
            }
            appender.join();
        }
    }
}
