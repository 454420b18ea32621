package dev.flagexporter.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The HTTP server decompresses by itself. */
class CollectorDecompressionTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideConfigKey("quarkus.http.enable-decompression", "true")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.max-body-size", "100K");

    @Inject
    Recording recording;

    private final CollectorClient client = new CollectorClient();

    @BeforeEach
    void forget() {
        recording.reset();
    }

    private static byte[] gzip(String body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toByteArray();
    }

    @Test
    void takesCompressedBodies() throws Exception {
        assertThat(client.post(gzip(CollectorClient.ONE_EVENT), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.postChunked(gzip(CollectorClient.ONE_EVENT), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(200);
        assertThat(recording.size()).isEqualTo(2);
    }

    @Test
    void refusesABodyThatIsLargerDecompressed() throws Exception {
        byte[] bomb = gzip(CollectorClient.ONE_EVENT + " ".repeat(10_000_000));

        assertThat(client.post(bomb, "Content-Encoding", "gzip").statusCode()).isEqualTo(413);
        assertThat(recording.size()).isZero();
    }

    /** The server hangs up before the collector could answer. */
    @Test
    void storesNothingOfBrokenCompression() {
        assertThatThrownBy(() -> client.post(CollectorClient.ONE_EVENT, "Content-Encoding", "gzip"))
                .isInstanceOf(IOException.class);
        assertThat(recording.size()).isZero();
    }
}
