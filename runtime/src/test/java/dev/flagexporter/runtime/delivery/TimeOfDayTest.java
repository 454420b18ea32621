package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.DropReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The machine's clock is set, forwards or backwards: no time has passed. */
class TimeOfDayTest {

    private static final Duration MAX_ELAPSED = Duration.ofMinutes(1);

    private final DeliveryHarness harness = new DeliveryHarness(
                    10,
                    100,
                    new FailureSettings(
                            FailureSettings.UNLIMITED,
                            Optional.of(MAX_ELAPSED),
                            Disposal.DROP,
                            Disposal.DROP,
                            Optional.empty()))
            .started();

    private void failBeforeAStepOf(int days) {
        harness.exporter.alwaysFail(new IOException("down"));
        harness.append(1);
        harness.tick();
        harness.clock.step(Duration.ofDays(days));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void exhaustsNoBatch(int days) {
        failBeforeAStepOf(days);
        harness.flush();
        assertThat(harness.data.counts().pending()).isEqualTo(1);
        harness.advance(MAX_ELAPSED.plus(DeliveryHarness.MAX_BACKOFF));
        assertThat(harness.data.counts().dropped().get(DropReason.EXHAUSTED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void endsNoWaitAndMakesNoneLonger(int days) {
        failBeforeAStepOf(days);
        harness.advance(DeliveryHarness.INITIAL_BACKOFF.minusMillis(1));
        harness.tick();
        assertThat(harness.exporter.calls).hasSize(1);
        harness.advance(Duration.ofMillis(1));
        assertThat(harness.exporter.calls).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void silencesNoLog(int days) {
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            failBeforeAStepOf(days);
            harness.advance(DeliveryLog.INTERVAL.minus(DeliveryHarness.MAX_BACKOFF));
            assertThat(log.lines()).hasSize(1);
            harness.advance(DeliveryHarness.MAX_BACKOFF.multipliedBy(2));
            assertThat(log.lines()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void interruptsNoCallAndMovesItsDeadlineOnly(int days) {
        harness.exporter.then((context, events) -> {
            harness.clock.step(Duration.ofDays(days));
            harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT.minusSeconds(2));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
        harness.append(1);
        assertThat(harness.flush().delivered()).isEqualTo(1);
    }
}
