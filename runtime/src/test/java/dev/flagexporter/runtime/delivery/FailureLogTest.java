package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import dev.flagexporter.spi.ExportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureLogTest {

    private final LogCapture log = new LogCapture("dev.flagexporter");
    private final DeliveryHarness harness = new DeliveryHarness(100, 10).started();

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void tellsOfEachAttemptAndOfTheRecoveryWithOneStackTrace() {
        harness.exporter.thenFail(new IOException("down")).thenFail(new IOException("down"));
        harness.append(3);
        harness.tick();
        harness.advance(Duration.ofSeconds(3));
        assertThat(log.lines())
                .containsExactly(
                        new LogCapture.Line(
                                "WARN",
                                "The exporter \"lake\" failed (attempt 1): java.io.IOException: down. 3 events are pending; the next attempt is in 1000 ms.",
                                true),
                        new LogCapture.Line(
                                "WARN",
                                "The exporter \"lake\" failed (attempt 2): java.io.IOException: down. 3 events are pending; the next attempt is in 2000 ms.",
                                false),
                        new LogCapture.Line("INFO", "The exporter \"lake\" works again after 2 failures", false));
    }

    @Test
    void tellsHowManyEventsWereRefused() {
        harness.exporter.thenFail(ExportException.rejected("too old", null, Set.of(0, 2)));
        harness.append(3);
        harness.tick();
        assertThat(log.lines().stream().filter(line -> line.level().equals("WARN")))
                .extracting(LogCapture.Line::message)
                .containsExactly(
                        "The destination of the exporter \"lake\" refused 2 events for good; they are dropped. The causes are logged at DEBUG.");
    }

    @Test
    void tellsOfLostEventsNotTooOften() {
        harness.append(15);
        harness.tick();
        harness.append(15);
        harness.tick();
        assertThat(log.messages())
                .containsExactly(
                        "The exporter \"lake\" lags by more than the event store's capacity and lost its oldest 5 events");
        harness.advance(Duration.ofSeconds(30));
        harness.tick();
        assertThat(log.messages()).hasSize(2).last().asString().endsWith("lost its oldest 5 events");
    }

    @Test
    void tellsHowTheStopWent() {
        harness.append(2);
        harness.data.stop();
        harness.run();
        assertThat(log.messages())
                .containsExactly("The exporter \"lake\" stopped: 2 events in its last flush, none left");
    }

    @Test
    void tellsWhatWasNotDelivered() {
        harness.exporter.alwaysFail(new IOException("down"));
        harness.append(2);
        harness.data.stop();
        harness.run();
        harness.advance(DeliveryHarness.SHUTDOWN_TIMEOUT);
        assertThat(log.lines())
                .last()
                .isEqualTo(new LogCapture.Line(
                        "ERROR",
                        "The exporter \"lake\" stopped: 0 events in its last flush, 2 NOT delivered: java.io.IOException: down",
                        false));
    }
}
