package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

import dev.flagexporter.runtime.log.RateLimitedLog;
import dev.flagexporter.spi.store.AppendResult;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The lines about events that were not appended add up to the counts. */
class NotAppendedTest {

    private static final Pattern NUMBER = Pattern.compile("did not append (\\d+) events");

    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(InMemoryEventStore.class.getName());
    private final AtomicLong now = new AtomicLong();
    private final NotAppended notAppended = new NotAppended(
            "FeatureEvent",
            new RateLimitedLog(
                    org.jboss.logging.Logger.getLogger(InMemoryEventStore.class), Duration.ofMinutes(1), now::get));

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(((ExtLogRecord) line).getFormattedMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    private long told() {
        return lines.stream()
                .map(NUMBER::matcher)
                .filter(matcher -> matcher.find())
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .sum();
    }

    @Test
    void tellsAtTheEndOfTheIntervalWhatItLeftOut() {
        for (int i = 0; i < 80; i++) {
            notAppended.count(AppendResult.FULL, 1);
        }
        assertThat(told()).isEqualTo(1);
        notAppended.tellDue();
        assertThat(told()).as("too early").isEqualTo(1);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        notAppended.tellDue();
        assertThat(told()).isEqualTo(80);
        assertThat(lines).hasSize(2).last().asString().contains("In total: 80.");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        notAppended.tellDue();
        assertThat(lines).as("nothing new").hasSize(2);
    }

    @Test
    void tellsTheRestAtTheStop() {
        notAppended.count(AppendResult.TOO_LARGE, 2);
        notAppended.count(AppendResult.TOO_LARGE, 3);
        notAppended.count(AppendResult.CLOSED, 7);
        notAppended.tellRest();
        assertThat(told()).isEqualTo(5);
        assertThat(notAppended.count(AppendResult.CLOSED)).isEqualTo(7);
    }
}
