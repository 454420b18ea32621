package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    private static final Duration INITIAL = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "8, 60", "64, 60", "1000000, 60", "2147483647, 60"})
    void doublesItsLimitUpToTheCap(int failures, long seconds) {
        assertThat(new Backoff(new RetrySettings(INITIAL, MAX), new Random()).limit(failures))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void waitsUpToTheLimitAndNoLonger() {
        assertThat(new Backoff(new RetrySettings(INITIAL, MAX), fixed(1)).after(3))
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void mayNotWaitAtAll() {
        assertThat(new Backoff(new RetrySettings(INITIAL, MAX), fixed(0)).after(3))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void spreadsItsWaitsOverTheWholeRange() {
        Backoff backoff = new Backoff(new RetrySettings(INITIAL, MAX), new Random(7));
        int early = 0;
        for (int i = 0; i < 1000; i++) {
            Duration wait = backoff.after(4);
            assertThat(wait).isBetween(Duration.ZERO, Duration.ofSeconds(8));
            early += wait.compareTo(Duration.ofSeconds(4)) < 0 ? 1 : 0;
        }
        assertThat(early).isBetween(400, 600);
    }

    @Test
    void isTheCapWhenItStartsAtTheCap() {
        assertThat(new Backoff(new RetrySettings(MAX, MAX), fixed(1)).after(1)).isEqualTo(MAX);
    }

    private static RandomGenerator fixed(long share) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only within a bound");
            }

            @Override
            public long nextLong(long bound) {
                return (bound - 1) * share;
            }
        };
    }
}
