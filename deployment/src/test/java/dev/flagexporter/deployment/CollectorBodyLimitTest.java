package dev.flagexporter.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A collector that takes bodies of 100 KiB, compressed or not. */
class CollectorBodyLimitTest {

    private static final int LIMIT = 100 * 1024;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.max-body-size", "100K");

    @Inject
    Recording recording;

    @Inject
    CollectorCounters counters;

    private final CollectorClient client = new CollectorClient();

    @BeforeEach
    void forget() {
        recording.reset();
    }

    /** One event and blanks behind it. */
    private static byte[] bodyOf(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) ' ');
        byte[] event = CollectorClient.ONE_EVENT.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(event, 0, body, 0, event.length);
        return body;
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        return compressed.toByteArray();
    }

    @Test
    void takesABodyOfTheLimit() throws Exception {
        assertThat(client.post(bodyOf(LIMIT)).statusCode()).isEqualTo(200);
        assertThat(client.postChunked(bodyOf(LIMIT)).statusCode()).isEqualTo(200);
        assertThat(client.post(gzip(bodyOf(LIMIT)), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void refusesALargerBodyByItsLength(HttpClient.Version version) throws Exception {
        assertTooLarge(new CollectorClient(version).post(bodyOf(LIMIT + 1)));
    }

    @ParameterizedTest
    @EnumSource
    void refusesALargerBodyInChunks(HttpClient.Version version) throws Exception {
        CollectorClient sender = new CollectorClient(version);

        assertTooLarge(sender.postChunked(bodyOf(LIMIT + 1)));
        assertTooLarge(sender.postChunked(bodyOf(20 * LIMIT)));
        assertThat(sender.post(CollectorClient.ONE_EVENT).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesABodyThatIsLargerDecompressed() throws Exception {
        byte[] bomb = gzip(bodyOf(100 * LIMIT));

        assertThat(bomb).hasSizeLessThan(LIMIT);
        assertTooLarge(client.post(bomb, "Content-Encoding", "gzip"));
        assertTooLarge(client.postChunked(bomb, "Content-Encoding", "gzip"));
    }

    private void assertTooLarge(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}\n");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(recording.size()).isZero();
    }

    @Test
    void countsBodiesThatAreTooLarge() throws Exception {
        long before = counters.requests(Outcome.TOO_LARGE);

        client.post(bodyOf(LIMIT + 1));
        client.postChunked(bodyOf(LIMIT + 1));

        assertThat(counters.requests(Outcome.TOO_LARGE)).isEqualTo(before + 2);
    }

    @Test
    void takesCompressedBodies() throws Exception {
        byte[] body = gzip(CollectorClient.ONE_EVENT.getBytes(StandardCharsets.UTF_8));

        assertThat(client.post(body, "Content-Encoding", "gzip").statusCode()).isEqualTo(200);
        assertThat(recording.size()).isEqualTo(1);
    }

    @Test
    void refusesBrokenCompression() throws Exception {
        byte[] body = gzip(CollectorClient.ONE_EVENT.getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> cut = client.post(Arrays.copyOf(body, body.length - 3), "Content-Encoding", "gzip");
        HttpResponse<String> plain = client.post(CollectorClient.ONE_EVENT, "Content-Encoding", "gzip");

        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(cut.body()).startsWith("{\"message\":\"collectEvalData: invalid input data code=400");
        assertThat(plain.statusCode()).isEqualTo(400);
        assertThat(recording.size()).isZero();
    }
}
