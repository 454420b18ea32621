package dev.flagexporter.runtime.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitedLogTest {

    private static final String NAME = RateLimitedLogTest.class.getName();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);
    private final RateLimitedLog log = new RateLimitedLog(Logger.getLogger(NAME), Duration.ofSeconds(60), now::get);
    private final Lines lines = new Lines();

    /** Keeps what is logged. */
    private static final class Lines extends Handler {

        private final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            messages.add(
                    line.getParameters() == null
                            ? line.getMessage()
                            : String.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        java.util.logging.Logger.getLogger(NAME).addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        java.util.logging.Logger.getLogger(NAME).removeHandler(lines);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void logsTheFirstAtOnce() {
        log.warn("key", () -> "first");

        assertThat(lines.messages).containsExactly("first");
    }

    @Test
    void isSilentUntilTheIntervalIsOver() {
        log.warn("key", () -> "first");
        pass(Duration.ofMillis(59_999));
        log.warn("key", () -> "second");

        assertThat(lines.messages).containsExactly("first");
    }

    @Test
    void saysHowManyWereLeftOut() {
        log.warn("key", () -> "first");
        log.warn("key", () -> "second");
        log.warn("key", () -> "third");
        pass(Duration.ofSeconds(60));
        log.warn("key", () -> "fourth");

        assertThat(lines.messages).containsExactly("first", "fourth (2 more like it were not logged)");
    }

    @Test
    void startsCountingAfreshWithEachLine() {
        log.warn("key", () -> "first");
        log.warn("key", () -> "second");
        pass(Duration.ofSeconds(60));
        log.warn("key", () -> "third");
        pass(Duration.ofSeconds(60));
        log.warn("key", () -> "fourth");

        assertThat(lines.messages).last().isEqualTo("fourth");
    }

    @Test
    void limitsEachKeyForItself() {
        log.warn("one", () -> "first of one");
        log.warn("other", () -> "first of other");

        assertThat(lines.messages).containsExactly("first of one", "first of other");
    }

    @Test
    void doesNotMakeTheMessageOfALineThatIsLeftOut() {
        log.warn("key", () -> "first");

        log.warn("key", () -> {
            throw new AssertionError("this message is not needed");
        });
    }

    @Test
    void leavesPercentSignsAlone() {
        log.warn("key", () -> "100 %d");

        assertThat(lines.messages).containsExactly("100 %d");
    }
}
