package dev.flagexporter.runtime.delivery;

import java.time.Duration;

import dev.flagexporter.DropReason;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.store.AppendResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.delivery.DeliveryHarness.ATTEMPT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/** A healthy exporter whose call hangs while the store is full and pushes back. */
class HangingWhileFullTest {

    private static final int CAPACITY = 10;
    private static final int BATCH = 4;
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final DeliveryHarness harness =
            new DeliveryHarness(BATCH, CAPACITY, OverflowPolicy.BACK_PRESSURE, FailureSettings.DEFAULT).started();

    @BeforeEach
    void fill() {
        harness.append(CAPACITY);
    }

    private void assertFull() {
        long before = harness.store.notAppendedEventCount(AppendResult.FULL);
        harness.offer(1);
        assertThat(harness.store.notAppendedEventCount(AppendResult.FULL)).isEqualTo(before + 1);
        assertThat(overflow()).isZero();
    }

    private long overflow() {
        return harness.data.counts().dropped().get(DropReason.OVERFLOW);
    }

    /** Hangs as long as it may, which is not a failure yet. */
    private void hangUntilTheTimeout() {
        assertFull();
        harness.advance(ATTEMPT_TIMEOUT.minus(MOMENT));
        assertFull();
        harness.advance(MOMENT);
    }

    @ParameterizedTest(name = "and {0} ms longer")
    @ValueSource(longs = {0, 2000})
    void isMerelyBehindUntilTheAttemptTimeoutAndLosesItsOldestEventsAfterwards(long beyond) {
        harness.exporter.then((context, events) -> {
            hangUntilTheTimeout();
            assertFull();
            harness.advance(Duration.ofMillis(beyond));
            throw new InterruptedException();
        });
        harness.tick();

        assertThat(overflow()).isZero();
        harness.append(BATCH + 3);
        assertThat(overflow()).isEqualTo(3);
        assertThat(harness.data.counts().pending())
                .as("the batch in flight comes on top")
                .isEqualTo(BATCH + CAPACITY);
    }

    @Test
    void countsAsFailingWhileAnotherAttemptHangsUntilItHasDeliveredWhatIsPending() {
        harness.exporter
                .then((context, events) -> {
                    hangUntilTheTimeout();
                    throw new InterruptedException();
                })
                .then((context, events) -> {
                    harness.append(BATCH + 3);
                    assertThat(overflow()).as("within the second attempt").isEqualTo(3);
                });
        harness.tick();
        harness.advance(DeliveryHarness.INITIAL_BACKOFF);
        harness.flush();

        assertThat(harness.exporter.arrived())
                .as("the batch in flight, and what is left")
                .containsExactly(0, 1, 2, 3, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18);
        assertThat(harness.data.counts().pending()).isZero();
        harness.append(CAPACITY);
        long lost = overflow();
        harness.offer(1);
        assertThat(overflow()).as("it is healthy again").isEqualTo(lost);
        assertThat(harness.data.counts().pending()).isEqualTo(CAPACITY);
    }
}
