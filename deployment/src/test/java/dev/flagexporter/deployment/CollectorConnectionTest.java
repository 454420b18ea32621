package dev.flagexporter.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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

    private static Socket connect() throws IOException {
        Socket socket = new Socket("localhost", CollectorClient.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] head(String method, String key, String contentType, String length) {
        return """
                %s /v1/data/collector HTTP/1.1\r
                Host: localhost\r
                X-API-Key: %s\r
                Content-Type: %s\r
                %s\r
                \r
                """.formatted(method, key, contentType, length).getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads one response to its end. */
    private static String response(InputStream in) throws IOException {
        StringBuilder response = new StringBuilder();
        while (!response.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server hung up after: " + response);
            }
            response.append((char) next);
        }
        String head = response.toString().toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length: ") + "content-length: ".length();
        in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf('\r', at))));
        return response.substring(0, response.indexOf("\r"));
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
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(method, key, type, "Content-Length: " + LARGE));
            out.write(new byte[LARGE]);

            assertThat(response(socket.getInputStream())).startsWith("HTTP/1.1 " + status);
            assertServes(socket);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, wrong, application/json, 401",
        "POST, k1, application/json, 400",
        "POST, k1, text/plain, 400",
        "PUT, k1, application/json, 405"
    })
    void readsTheRestOfABodyInChunksBehindARefusal(String method, String key, String type, String status)
            throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(method, key, type, "Transfer-Encoding: chunked"));
            for (int i = 0; i < 50; i++) {
                out.write((Integer.toHexString(LARGE / 50) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[LARGE / 50]);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(response(socket.getInputStream())).startsWith("HTTP/1.1 " + status);
            assertServes(socket);
        }
    }

    private void assertServes(Socket socket) throws IOException {
        socket.getOutputStream().write(head("POST", "k1", "application/json", "Content-Length: " + EVENT.length));
        socket.getOutputStream().write(EVENT);

        assertThat(response(socket.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
        assertThat(recording.size()).isEqualTo(1);
    }

    /** The server asks it to go on as soon as it reads: so it is reading when the sender goes away. */
    @Test
    void storesNothingOfASenderThatGoesAway() throws Exception {
        long before = counters.requests(Outcome.BROKEN_OFF);

        try (Socket socket = connect()) {
            sendHeadAndWaitForGo(socket, 1000);
            socket.getOutputStream().write(EVENT);
        }

        await().until(() -> counters.requests(Outcome.BROKEN_OFF) == before + 1);
        assertThat(recording.size()).isZero();
    }

    @Test
    void asksASenderThatWaitsToGoOn() throws Exception {
        try (Socket socket = connect()) {
            sendHeadAndWaitForGo(socket, EVENT.length);
            socket.getOutputStream().write(EVENT);

            assertThat(response(socket.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static void sendHeadAndWaitForGo(Socket socket, int length) throws IOException {
        socket.getOutputStream()
                .write(head("POST", "k1", "application/json", "Expect: 100-continue\r\nContent-Length: " + length));
        byte[] expected = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(socket.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
    }
}
