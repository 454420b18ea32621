package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The log of deliveries")
class DeliveryLogTest {

    private static final IOException ANSWER = new IOException("500\r\n[INFO] all is well\u001b[2J\u202e");
    private static final String SHOWN = "java.io.IOException: 500\\r\\n[INFO] all is well\\u001b[2J\\u202e";

    private final LogCapture log = new LogCapture("dev.flagexporter");

    @AfterEach
    void close() {
        log.close();
    }

    private void assertShown(String line) {
        assertThat(log.messages())
                .anySatisfy(message -> assertThat(message).contains(line))
                .noneMatch(message -> message.contains("\u202e") || message.contains("\n"));
    }

    @Test
    void escapesControlCharactersOfAFailure() {
        DeliveryHarness harness = new DeliveryHarness(10, 10).started();
        harness.exporter.alwaysFail(ANSWER);
        harness.append(10);
        harness.tick();

        assertShown("failed to deliver (attempt 1): " + SHOWN + ". 10 events are pending.");
    }

    @Test
    void escapesControlCharactersOfTheLastFailureAtTheStop() {
        DeliveryHarness harness = new DeliveryHarness(10, 10).started();
        harness.exporter.alwaysFail(ANSWER);
        harness.append(10);
        harness.data.stop();
        harness.advance(DeliveryHarness.SHUTDOWN_TIMEOUT);

        assertShown("10 NOT delivered: " + SHOWN);
    }

    @Test
    void escapesControlCharactersOfTheCauseOfALoss() {
        DeliveryHarness harness = new DeliveryHarness(
                        10,
                        100,
                        new FailureSettings(1, Optional.empty(), Disposal.DROP, Disposal.DROP, Optional.empty()))
                .started();
        harness.exporter.thenFail(ANSWER);
        harness.append(10);
        harness.flush();

        assertShown("last because of " + SHOWN);
    }
}
