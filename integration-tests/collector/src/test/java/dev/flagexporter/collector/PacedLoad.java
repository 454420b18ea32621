package dev.flagexporter.collector;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * 5 000 events a second, in requests of 100, for as long as it is open; what a stall holds up is made good for. Each request
 * has to be taken.
 */
final class PacedLoad implements AutoCloseable {

    private static final int EVENTS_PER_REQUEST = 100;
    private static final long REQUESTS_PER_SECOND = 50;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> requests;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final long start = System.nanoTime();

    /** Begins to send. */
    PacedLoad(EventSender sender) {
        requests = thread.scheduleAtFixedRate(
                () -> send(sender), 0, TimeUnit.SECONDS.toNanos(1) / REQUESTS_PER_SECOND, TimeUnit.NANOSECONDS);
    }

    private void send(EventSender sender) {
        begun.incrementAndGet();
        try {
            assertThat(sender.send(EVENTS_PER_REQUEST)).isTrue();
            answered.incrementAndGet();
        } catch (Exception e) {
            throw new AssertionError("a request failed", e);
        }
    }

    /** Waits until a request that has not begun yet has been answered. */
    void awaitAnotherRequest() {
        long before = begun.get();
        await().atMost(Duration.ofSeconds(60)).until(() -> requests.isDone() || answered.get() > before);
    }

    /** How many events a second were taken until now. */
    long eventsPerSecond() {
        return answered.get() * EVENTS_PER_REQUEST * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
    }

    /** Ends when the request at work has been answered; fails if one was not taken. */
    @Override
    public void close() throws InterruptedException, ExecutionException {
        thread.shutdown();
        assertThat(thread.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        if (!requests.isCancelled()) {
            requests.get();
        }
    }
}
