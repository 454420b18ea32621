package dev.flagexporter.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

/** Which threads decode bodies and append events. */
class CollectorThreadTest {

    private static final int SMALL = 64 * 1024;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording();

    @Inject
    Recording recording;

    private final CollectorClient client = new CollectorClient();

    @Test
    void areEventLoopsForSmallBodies() throws Exception {
        assertThat(client.post(ONE_EVENT + " ".repeat(SMALL - ONE_EVENT.length()))
                        .statusCode())
                .isEqualTo(200);

        assertThat(recording.features.appendedOnEventLoop).isTrue();
    }

    @Test
    void areWorkersForLargerBodies() throws Exception {
        assertThat(client.post(ONE_EVENT + " ".repeat(SMALL)).statusCode()).isEqualTo(200);

        assertThat(recording.features.appendedOnEventLoop).isFalse();
    }

    @Test
    void areWorkersForCompressedBodies() throws Exception {
        assertThat(client.post(gzip(ONE_EVENT), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);

        assertThat(recording.features.appendedOnEventLoop).isFalse();
    }

    private static byte[] gzip(String body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toByteArray();
    }
}
