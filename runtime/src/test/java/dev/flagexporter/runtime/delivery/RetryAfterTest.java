package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.spi.ExportException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A destination that asks for a wait. */
class RetryAfterTest {

    private static final Duration ASKED = Duration.ofSeconds(100);

    private final DeliveryHarness harness = new DeliveryHarness();

    @BeforeEach
    void start() {
        harness.started().append(2);
    }

    static Stream<ExportException> failures() {
        return Stream.of(
                new ExportException("throttled"),
                ExportException.partial("throttled", null, Set.of(1), Set.of()),
                ExportException.partial("throttled", null, Set.of(0), Set.of(1)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isGivenThatTime(ExportException failure) {
        harness.exporter.thenFail(failure.retryAfter(ASKED));
        harness.tick();
        harness.advance(ASKED.minusMillis(1));
        harness.tick();
        assertThat(harness.exporter.calls).hasSize(1);
        harness.advance(Duration.ofMillis(1));
        assertThat(harness.exporter.calls).hasSize(2);
        assertThat(harness.data.counts().pending()).isZero();
    }

    @Test
    void isNotGivenDays() {
        harness.exporter.thenFail(new ExportException("throttled").retryAfter(Duration.ofDays(40_000_000)));
        harness.tick();
        harness.advance(RetryState.MAX_RETRY_AFTER.minusMillis(1));
        assertThat(harness.exporter.calls).hasSize(1);
        harness.advance(Duration.ofMillis(1));
        assertThat(harness.exporter.calls).hasSize(2);
    }

    @Test
    void isGivenTheMaximumBackoffIfThatIsLonger() {
        RetryState retry = new RetryState(
                new RetrySettings(
                        Duration.ofSeconds(1), Duration.ofMinutes(10), RetrySettings.UNLIMITED, Optional.empty()),
                harness.clock,
                new DeliveryHarness.LongestWait());
        ExportException failure = new ExportException("throttled").retryAfter(Duration.ofDays(1));
        assertThat(retry.failed(new ExportFailure(harness.clock.now(), 1, failure), false))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @MethodSource("meaningless")
    void isNotBelievedIfItMakesNoSense(Duration asked) {
        harness.exporter.thenFail(new ExportException("throttled").retryAfter(asked));
        harness.tick();
        assertThat(harness.exporter.calls).hasSize(1);
        harness.advance(DeliveryHarness.INITIAL_BACKOFF);
        assertThat(harness.exporter.calls).hasSize(2);
    }

    static Stream<Duration> meaningless() {
        return Stream.of(Duration.ZERO, Duration.ofSeconds(-5), Duration.ofSeconds(Long.MIN_VALUE));
    }

    @Test
    void isNotAskedLaterThanTheBackoffForAShorterWait() {
        harness.exporter.thenFail(new ExportException("throttled").retryAfter(Duration.ofMillis(10)));
        harness.tick();
        harness.advance(Duration.ofMillis(10));
        assertThat(harness.exporter.calls).hasSize(1);
        harness.advance(DeliveryHarness.INITIAL_BACKOFF);
        assertThat(harness.exporter.calls).hasSize(2);
    }

    @Test
    void doesNotHoldUpAFlush() {
        harness.exporter.thenFail(new ExportException("throttled").retryAfter(ASKED));
        harness.tick();
        assertThat(harness.flush().delivered()).isEqualTo(2);
    }
}
