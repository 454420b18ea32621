package dev.flagexporter.deployment;

import java.io.IOException;
import java.time.Duration;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Senders that do not finish their bodies, and a short timeout. */
class CollectorSlowBodyTest {

    private static final String LENGTH = "Content-Length: 1000";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.evaluation", "k1")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.body-timeout", "300ms");

    @Inject
    Recording recording;

    @Inject
    CollectorCounters counters;

    private long timedOutBefore;

    @BeforeEach
    void forget() {
        recording.reset();
        timedOutBefore = counters.requests(Outcome.TIMED_OUT);
    }

    private static String head(String length) {
        return RawConnection.head("POST", "k1", CollectorClient.JSON, length);
    }

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKED})
    void answers408AndClosesTheConnectionWhenNoBodyCame(String length) throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.write(head(length));

            assertTimedOut(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKED})
    void answers408AndClosesTheConnectionWhenTheBodyStops(String length) throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.write(head(length));
            connection.writeChunk(new byte[10]);

            assertTimedOut(connection);
        }
    }

    @Test
    void answers408WhenTheSenderWasAskedToContinueAndDoesNot() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.write(head("Expect: 100-continue\r\n" + LENGTH));
            assertThat(connection.readHead()).startsWith("HTTP/1.1 100 ");

            assertTimedOut(connection);
        }
    }

    @Test
    void answers408WhenTheBodyGoesOnByteByByte() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.write(head("Content-Length: 1000000"));

            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        tryToWrite(connection);
                        return counters.requests(Outcome.TIMED_OUT) == timedOutBefore + 1;
                    });
            assertThat(connection.readHead()).startsWith("HTTP/1.1 408 ");
        }
    }

    private static void tryToWrite(RawConnection connection) {
        try {
            connection.write(" ");
        } catch (IOException e) {
            // closed meanwhile
        }
    }

    private void assertTimedOut(RawConnection connection) throws IOException {
        assertThat(connection.readHead())
                .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                .containsIgnoringCase("Connection: close\r\n")
                .containsIgnoringCase("Content-Type: application/json\r\n");
        assertThat(connection.readRest()).isEqualTo("{\"message\":\"Request Timeout\"}\n");
        assertThat(counters.requests(Outcome.TIMED_OUT)).isEqualTo(timedOutBefore + 1);
        assertThat(recording.size()).isZero();
    }

    @Test
    void closesTheConnectionWhenTheBodyOfARejectedRequestStops() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.write(RawConnection.head("POST", "wrong", CollectorClient.JSON, LENGTH));

            assertThat(connection.readStatusLine()).startsWith("HTTP/1.1 401 ");
            assertThat(connection.readRest()).isEmpty();
        }
    }

    @Test
    void leavesAConnectionOpenWhoseRejectedRequestHasEnded() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.write(RawConnection.head("POST", "wrong", CollectorClient.JSON, "Content-Length: 10"));
            connection.write(new byte[10]);
            assertThat(connection.readStatusLine()).startsWith("HTTP/1.1 401 ");

            // another one meets its timeout later than the first would
            answers408AndClosesTheConnectionWhenNoBodyCame(LENGTH);
            connection.write(head("Content-Length: " + CollectorClient.ONE_EVENT.length()));
            connection.write(CollectorClient.ONE_EVENT);
            assertThat(connection.readStatusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }
}
