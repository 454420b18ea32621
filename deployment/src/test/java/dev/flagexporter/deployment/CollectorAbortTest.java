package dev.flagexporter.deployment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Senders that go away, or break the protocol, in the middle of a body. That is no failure of the collector. */
class CollectorAbortTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            // as much as the collector takes, so that there is no warning
            .overrideRuntimeConfigKey("quarkus.http.limits.max-body-size", "64M")
            .setLogRecordPredicate(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(lines -> assertThat(lines).isEmpty());

    @Inject
    Recording recording;

    @Inject
    CollectorCounters counters;

    private static Stream<Outcome> failures() {
        return Stream.of(Outcome.values()).filter(outcome -> outcome.status() >= 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
    void areCountedAndNotLogged(String length) throws Exception {
        long before = counters.requests(Outcome.ABORTED);

        try (RawConnection connection = new RawConnection()) {
            connection.write(RawConnection.head("Expect: 100-continue\r\n" + length));
            // it is reading
            assertThat(connection.readHead()).startsWith("HTTP/1.1 100 ");
            connection.writeChunk(ONE_EVENT.getBytes(StandardCharsets.US_ASCII));
        }

        assertAborted(before + 1);
    }

    @Test
    void areAlsoThoseWhoseChunksAreMalformed() throws Exception {
        long before = counters.requests(Outcome.ABORTED);

        try (RawConnection connection = new RawConnection()) {
            connection.write(RawConnection.head("Transfer-Encoding: chunked"));
            connection.writeChunk(ONE_EVENT.getBytes(StandardCharsets.US_ASCII));
            connection.write("no length\r\n");

            assertThat(connection.readRest()).as("it is closed").isEmpty();
        }

        assertAborted(before + 1);
    }

    private void assertAborted(long count) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> counters.requests(Outcome.ABORTED) == count);
        assertThat(recording.size()).isZero();
        assertThat(failures())
                .allSatisfy(outcome -> assertThat(counters.requests(outcome)).isZero());
    }
}
