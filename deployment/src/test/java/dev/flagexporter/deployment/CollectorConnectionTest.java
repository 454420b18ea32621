package dev.flagexporter.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Connections outlive refused requests, and senders may go away. */
class CollectorConnectionTest {

    private static final int LARGE = 500_000;
    private static final byte[] EVENT = CollectorClient.ONE_EVENT.getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.evaluation", "k1")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.max-body-size", "100K");

    @Inject
    Recording recording;

    @Inject
    CollectorCounters counters;

    @BeforeEach
    void forget() {
        recording.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, wrong, application/json, 401",
        "POST, k1, application/json, 413",
        "POST, k1, text/plain, 413",
        "PUT, k1, application/json, 405"
    })
    void readsTheRestOfABodyWithALengthBehindARefusal(String method, String key, String type, String status)
            throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.write(RawConnection.head(method, key, type, "Content-Length: " + LARGE));
            connection.write(new byte[LARGE]);

            assertThat(connection.readStatusLine()).startsWith("HTTP/1.1 " + status);
            assertServes(connection);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, wrong, application/json, 401",
        "POST, k1, application/json, 413",
        "POST, k1, text/plain, 400",
        "PUT, k1, application/json, 405"
    })
    void readsTheRestOfABodyInChunksBehindARefusal(String method, String key, String type, String status)
            throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.write(RawConnection.head(method, key, type, "Transfer-Encoding: chunked"));
            for (int i = 0; i < 50; i++) {
                connection.writeChunk(new byte[LARGE / 50]);
            }
            connection.write("0\r\n\r\n");

            assertThat(connection.readStatusLine()).startsWith("HTTP/1.1 " + status);
            assertServes(connection);
        }
    }

    private void assertServes(RawConnection connection) throws IOException {
        connection.write(RawConnection.head("POST", "k1", "application/json", "Content-Length: " + EVENT.length));
        connection.write(EVENT);

        assertThat(connection.readStatusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(recording.size()).isEqualTo(1);
    }

    /** The server asks it to go on as soon as it reads: so it is reading when the sender goes away. */
    @Test
    void storesNothingOfASenderThatGoesAway() throws Exception {
        long before = counters.requests(Outcome.ABORTED);

        try (RawConnection connection = new RawConnection()) {
            sendHeadAndWaitForGo(connection, 1000);
            connection.write(EVENT);
        }

        await().until(() -> counters.requests(Outcome.ABORTED) == before + 1);
        assertThat(recording.size()).isZero();
    }

    @Test
    void asksASenderThatWaitsToGoOn() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            sendHeadAndWaitForGo(connection, EVENT.length);
            connection.write(EVENT);

            assertThat(connection.readStatusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static void sendHeadAndWaitForGo(RawConnection connection, int length) throws IOException {
        connection.write(RawConnection.head(
                "POST", "k1", "application/json", "Expect: 100-continue\r\nContent-Length: " + length));
        assertThat(connection.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }
}
