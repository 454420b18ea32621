package dev.flagexporter.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the body and the headers are, the answer blames the sender, and the next request is served. */
class CollectorFuzzTest {

    private static final long SEED = 20_240_613;
    private static final int PIPELINED = 20;
    private static final int REQUESTS_PER_CONNECTION = 2000;
    private static final Set<String> ANSWERS = Set.of("200", "400", "413");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording(FuzzedBodies.class)
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.max-body-size", "256K")
            .setLogRecordPredicate(line -> line.getLevel().intValue() >= Level.SEVERE.intValue())
            .assertLogRecords(lines -> assertThat(lines).isEmpty());

    /** Odd, and some of them forbidden; LENGTH is the right one. */
    private static final List<String> HEADERS = List.of(
            "Content-Length: LENGTH",
            "Content-Length: 0",
            "Content-Length: 1",
            "Content-Length: -1",
            "Content-Length: +5",
            "Content-Length: 5, 5",
            "Content-Length: 99999999999999999999",
            "Content-Length: 9223372036854775807",
            "Content-Length: five",
            "Content-Length:",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: nonsense",
            "Content-Encoding: gzip",
            "Content-Encoding: GZIP, gzip",
            "Content-Encoding: deflate",
            "Content-Encoding:",
            "Content-Type: application/json",
            "Content-Type: application/json; charset=utf-16",
            "Content-Type: ;;;=",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: application/x-www-form-urlencoded",
            "Expect: 100-continue",
            "Expect: miracles",
            "Connection: close",
            "Connection: upgrade",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "Upgrade: websocket",
            "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
            "HTTP2-Settings: ????",
            "Authorization: Bearer \u00ff",
            "X-API-Key: \t",
            "Accept: ;q=nonsense",
            "Cookie: =;;=;",
            "Origin: null",
            "No colon",
            ": no name",
            "Folded: a\r\n b");

    @Inject
    Recording recording;

    @Inject
    CollectorCounters counters;

    @AfterEach
    void serves() throws Exception {
        assertThat(new CollectorClient().post(CollectorClient.ONE_EVENT).statusCode())
                .isEqualTo(200);
        assertThat(EnumSet.allOf(Outcome.class).stream()
                        .filter(outcome -> outcome.status() >= 500)
                        .collect(Collectors.summingLong(counters::requests)))
                .isZero();
    }

    @Test
    void answersBodiesWithErrors() throws Exception {
        sendBodies(20_000, SEED);
    }

    @Test
    void answersHeadersWithErrors() throws Exception {
        sendHeaders(2_000, SEED);
    }

    @Tag("soak")
    @Test
    void answersAMillionBodiesWithErrors() throws Exception {
        long seed = Long.getLong("soak.seed", System.nanoTime());
        System.out.println("-Dsoak.seed=" + seed);
        sendBodies(1_000_000, seed);
        sendHeaders(20_000, seed);
    }

    private void sendBodies(int count, long seed) throws IOException {
        Random random = new Random(seed);
        FuzzedBodies bodies = new FuzzedBodies(random);
        for (int sent = 0; sent < count; sent += REQUESTS_PER_CONNECTION) {
            try (RawConnection connection = new RawConnection()) {
                for (int i = 0; i < REQUESTS_PER_CONNECTION; i += PIPELINED) {
                    sendPipelined(connection, bodies, random);
                    recording.reset();
                }
            }
        }
    }

    private static void sendPipelined(RawConnection connection, FuzzedBodies bodies, Random random) throws IOException {
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < PIPELINED; i++) {
            requests.writeBytes(request(bodies, random));
        }
        connection.write(requests.toByteArray());
        for (int i = 0; i < PIPELINED; i++) {
            assertThat(ANSWERS).contains(statusOf(connection.readStatusLine()));
        }
    }

    private static byte[] request(FuzzedBodies bodies, Random random) {
        byte[] body = bodies.next();
        String coding = "";
        if (random.nextInt(4) == 0) {
            coding = "Content-Encoding: gzip\r\n";
            byte[] compressed = random.nextInt(10) == 0 ? body : FuzzedBodies.gzip(body);
            body = random.nextBoolean() ? compressed : bodies.withErrors(compressed);
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        if (random.nextInt(3) == 0) {
            request.writeBytes(ascii(RawConnection.head(coding + "Transfer-Encoding: chunked")));
            writeChunks(request, body, random);
        } else {
            request.writeBytes(ascii(RawConnection.head(coding + "Content-Length: " + body.length)));
            request.writeBytes(body);
        }
        return request.toByteArray();
    }

    private static void writeChunks(ByteArrayOutputStream request, byte[] body, Random random) {
        int start = 0;
        while (start < body.length) {
            int size = Math.min(1 + random.nextInt(300), body.length - start);
            request.writeBytes(ascii(Integer.toHexString(size) + "\r\n"));
            request.write(body, start, size);
            request.writeBytes(ascii("\r\n"));
            start += size;
        }
        request.writeBytes(ascii("0\r\n\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String statusOf(String line) {
        return line.split(" ")[1];
    }

    /** The server may close the connection without an answer, as long as it does not blame itself. */
    private void sendHeaders(int count, long seed) throws IOException {
        Random random = new Random(seed);
        FuzzedBodies bodies = new FuzzedBodies(random);
        for (int i = 0; i < count; i++) {
            byte[] body = bodies.next();
            String head = head(random).replace("LENGTH", Integer.toString(body.length));
            try (RawConnection connection = new RawConnection()) {
                connection.write(ascii(head));
                connection.write(body);
                connection.closeOutput();
                assertThat(connection.readRest()).as(head).doesNotContainPattern("HTTP/1.1 5\\d\\d");
            } catch (IOException e) {
                // it was closed while this wrote
            }
            recording.reset();
        }
    }

    private static String head(Random random) {
        StringBuilder head = new StringBuilder("POST /v1/data/collector HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = random.nextInt(6); i >= 0; i--) {
            head.append(HEADERS.get(random.nextInt(HEADERS.size()))).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
