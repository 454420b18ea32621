package dev.flagexporter.runtime.collector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests of one to many events wait for room; the dispatcher's thread does not run, so the test retries. */
class WaitingRequestsTest {

    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final Set<EventType> FEATURES = EnumSet.of(EventType.FEATURE);
    private static final Set<EventType> TRACKING = EnumSet.of(EventType.TRACKING);
    private static final Set<EventType> BOTH = EnumSet.allOf(EventType.class);

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
    private final WaitingRequests requests = new WaitingRequests(MAX_WAIT, new WakeUpDispatcher(), nanoTime::get);
    private final List<Integer> appended = new ArrayList<>();
    private int features;
    private int tracking;
    private int counted;
    private boolean closed;

    private CompletableFuture<Outcome> append(Set<EventType> types, int events) {
        return requests.append(types, last -> attempt(types, events, last)).toCompletableFuture();
    }

    private Outcome attempt(Set<EventType> types, int events, boolean last) {
        if (closed) {
            return Outcome.UNAVAILABLE;
        }
        boolean fits = (!types.contains(EventType.FEATURE) || events <= features)
                && (!types.contains(EventType.TRACKING) || events <= tracking);
        if (!fits) {
            counted += last ? events : 0;
            return Outcome.BUSY;
        }
        features -= types.contains(EventType.FEATURE) ? events : 0;
        tracking -= types.contains(EventType.TRACKING) ? events : 0;
        appended.add(events);
        return Outcome.ACCEPTED;
    }

    @Test
    void appendsAtOnceWhatHasRoom() {
        features = 5;
        assertThat(append(FEATURES, 5)).isCompletedWithValue(Outcome.ACCEPTED);
        assertThat(requests.count()).isZero();
    }

    @Test
    void waitsForRoom() {
        CompletableFuture<Outcome> waiting = append(FEATURES, 5);
        requests.retry();
        assertThat(waiting).isNotDone();
        features = 5;
        requests.retry();
        assertThat(waiting).isCompletedWithValue(Outcome.ACCEPTED);
        assertThat(requests.count()).isZero();
        assertThat(counted).isZero();
    }

    @Test
    void endsTheWaitAndCountsTheEventsOnce() {
        CompletableFuture<Outcome> waiting = append(FEATURES, 5);
        nanoTime.addAndGet(MAX_WAIT.toNanos() - 1);
        requests.retry();
        assertThat(waiting).isNotDone();
        nanoTime.addAndGet(1);
        requests.retry();
        assertThat(waiting).isCompletedWithValue(Outcome.BUSY);
        assertThat(requests.count()).isZero();
        assertThat(counted).isEqualTo(5);
    }

    @Test
    void triesForTheLastTimeAtTheEndOfTheWait() {
        CompletableFuture<Outcome> waiting = append(FEATURES, 5);
        features = 5;
        nanoTime.addAndGet(MAX_WAIT.toNanos());
        requests.retry();
        assertThat(waiting).isCompletedWithValue(Outcome.ACCEPTED);
    }

    @Test
    void doesNotLetSmallRequestsKeepALargeOneWaiting() {
        CompletableFuture<Outcome> large = append(FEATURES, 10);
        features = 9;
        CompletableFuture<Outcome> small = append(FEATURES, 1);
        requests.retry();
        assertThat(small).as("waits behind the large one").isNotDone();
        features = 11;
        requests.retry();
        assertThat(large).isCompletedWithValue(Outcome.ACCEPTED);
        assertThat(small).isCompletedWithValue(Outcome.ACCEPTED);
        assertThat(appended).containsExactly(10, 1);
    }

    @Test
    void doesNotMakeRequestsWaitForTheOtherStore() {
        CompletableFuture<Outcome> waiting = append(FEATURES, 10);
        tracking = 3;
        assertThat(append(TRACKING, 1)).isCompletedWithValue(Outcome.ACCEPTED);
        CompletableFuture<Outcome> both = append(BOTH, 1);
        CompletableFuture<Outcome> behindBoth = append(TRACKING, 1);
        requests.retry();
        assertThat(List.of(waiting, both, behindBoth)).noneMatch(CompletableFuture::isDone);
        features = 11;
        requests.retry();
        assertThat(List.of(waiting, both, behindBoth)).allMatch(CompletableFuture::isDone);
        assertThat(appended).containsExactly(1, 10, 1, 1);
    }

    @Test
    void answersAllOfThemAtTheStop() {
        List<CompletableFuture<Outcome>> waiting = List.of(append(FEATURES, 1), append(TRACKING, 1), append(BOTH, 1));
        closed = true;
        requests.retry();
        assertThat(waiting).allSatisfy(request -> assertThat(request).isCompletedWithValue(Outcome.UNAVAILABLE));
    }

    @Test
    void triesAllOfThemForTheLastTimeWhenClosed() {
        CompletableFuture<Outcome> large = append(FEATURES, 10);
        CompletableFuture<Outcome> small = append(FEATURES, 1);
        CompletableFuture<Outcome> other = append(TRACKING, 2);
        features = 1;
        requests.close();
        requests.retry();
        assertThat(large).isCompletedWithValue(Outcome.UNAVAILABLE);
        assertThat(small).isCompletedWithValue(Outcome.ACCEPTED);
        assertThat(other).isCompletedWithValue(Outcome.UNAVAILABLE);
        assertThat(requests.count()).isZero();
        assertThat(counted).isEqualTo(12);
    }

    @Test
    void doesNotWaitOnceClosed() {
        features = 1;
        requests.close();
        assertThat(append(FEATURES, 1)).isCompletedWithValue(Outcome.ACCEPTED);
        assertThat(append(FEATURES, 5)).isCompletedWithValue(Outcome.UNAVAILABLE);
        assertThat(counted).isEqualTo(5);
    }

    @Test
    void answersARequestThatIsAboutToWaitWhenItCloses() {
        CompletableFuture<Outcome> late = requests.append(FEATURES, last -> {
                    requests.close();
                    return attempt(FEATURES, 5, last);
                })
                .toCompletableFuture();
        requests.retry();
        assertThat(late).isCompletedWithValue(Outcome.UNAVAILABLE);
        assertThat(counted).isEqualTo(5);
    }

    @Test
    void failsTheRequestWhoseAttemptFailsAndNoOther() {
        CompletableFuture<Outcome> failing = requests.append(FEATURES, new WaitingRequests.Attempt() {
                    private int attempts;

                    @Override
                    public Outcome run(boolean last) {
                        attempts++;
                        if (attempts > 1) {
                            throw new IllegalStateException("on purpose");
                        }
                        return Outcome.BUSY;
                    }
                })
                .toCompletableFuture();
        CompletableFuture<Outcome> other = append(FEATURES, 1);
        features = 1;
        requests.retry();
        assertThat(failing).isCompletedExceptionally();
        assertThat(other).isCompletedWithValue(Outcome.ACCEPTED);
    }

    @Test
    void doesNotWaitWithoutATime() {
        WaitingRequests hasty = new WaitingRequests(Duration.ZERO, new WakeUpDispatcher(), nanoTime::get);
        assertThat(hasty.append(FEATURES, last -> attempt(FEATURES, 3, last)).toCompletableFuture())
                .isCompletedWithValue(Outcome.BUSY);
        assertThat(counted).isEqualTo(3);
    }
}
