package dev.flagexporter.deployment;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests in flight may use 10 KiB, and one of them more. */
class CollectorInFlightTest {

    private static final int LARGE = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.max-in-flight-bytes", "10K")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.body-timeout", "1h");

    @Inject
    Recording recording;

    @Inject
    CollectorCounters counters;

    private final CollectorClient client = new CollectorClient();

    @BeforeEach
    void forget() {
        recording.reset();
    }

    @Test
    void takesABodyBeyondTheLimitWhileItIsAlone() throws Exception {
        assertThat(client.post(ONE_EVENT + " ".repeat(LARGE)).statusCode()).isEqualTo(200);
        assertThat(client.postChunked(body(LARGE)).statusCode()).isEqualTo(200);
        assertThat(recording.size()).isEqualTo(2);
    }

    private static byte[] body(int size) {
        byte[] body = Arrays.copyOf(ONE_EVENT.getBytes(), size);
        Arrays.fill(body, ONE_EVENT.length(), size, (byte) ' ');
        return body;
    }

    @Test
    void answers429BeforeItReadsTheBodyOfAnotherOne() throws Exception {
        try (RawConnection large = new RawConnection();
                RawConnection other = new RawConnection()) {
            fillMemory(large);

            other.write(RawConnection.head("Expect: 100-continue\r\nContent-Length: " + ONE_EVENT.length()));
            assertThat(other.readHead())
                    .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
                    .containsIgnoringCase("Retry-After: 1\r\n");

            finish(large);
            assertThat(client.post(ONE_EVENT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answersWithAReasonToRepeatTheRequest() throws Exception {
        try (RawConnection large = new RawConnection()) {
            fillMemory(large);
            long before = counters.requests(Outcome.OVERLOADED);

            HttpResponse<String> response = client.post(ONE_EVENT);

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(response.body()).isEqualTo("{\"message\":\"Too Many Requests\"}\n");
            assertThat(counters.requests(Outcome.OVERLOADED)).isEqualTo(before + 1);
            finish(large);
        }
    }

    @Test
    void takesOneOfTwoBodiesThatGrowSideBySide() throws Exception {
        try (RawConnection first = new RawConnection();
                RawConnection second = new RawConnection()) {
            first.write(RawConnection.head("Transfer-Encoding: chunked"));
            second.write(RawConnection.head("Transfer-Encoding: chunked"));
            byte[] body = body(LARGE);
            for (int start = 0; start < LARGE; start += 1000) {
                byte[] part = Arrays.copyOfRange(body, start, start + 1000);
                first.writeChunk(part);
                second.writeChunk(part);
            }
            first.writeChunk(new byte[0]);
            second.writeChunk(new byte[0]);

            assertThat(new String[] {first.readStatusLine(), second.readStatusLine()})
                    .containsExactlyInAnyOrder("HTTP/1.1 200 OK", "HTTP/1.1 429 Too Many Requests");
            assertThat(recording.size()).isEqualTo(1);
        }
    }

    @Test
    void givesTheMemoryOfASenderThatGoesAwayToOthers() throws Exception {
        try (RawConnection large = new RawConnection()) {
            fillMemory(large);
        }

        await().atMost(PATIENCE).until(() -> client.post(ONE_EVENT).statusCode() == 200);
    }

    /** Until no other request is let in. */
    private void fillMemory(RawConnection large) throws Exception {
        large.write(RawConnection.head("Content-Length: " + LARGE));
        large.write(Arrays.copyOf(body(LARGE), LARGE / 2));
        await().atMost(PATIENCE).until(() -> client.post(ONE_EVENT).statusCode() == 429);
        recording.reset();
    }

    private void finish(RawConnection large) throws Exception {
        large.write(Arrays.copyOfRange(body(LARGE), LARGE / 2, LARGE));
        assertThat(large.readStatusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(recording.size()).isEqualTo(1);
    }
}
