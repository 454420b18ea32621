package dev.flagexporter.deployment;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import dev.flagexporter.runtime.config.FlagExporterConfig;
import io.quarkus.test.QuarkusUnitTest;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

/** A collector with keys of applications and of an administrator. */
class CollectorAuthenticationTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.evaluation", "key-1,key-2")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.admin", "admin-1")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("dev.flagexporter"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).doesNotContain("key-1", "key-2", "admin-1")));

    @Inject
    Recording recording;

    @Inject
    CollectorCounters counters;

    @Inject
    FlagExporterConfig config;

    private final CollectorClient client = new CollectorClient();

    @BeforeEach
    void forget() {
        recording.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-1", "key-2", "admin-1"})
    void letsEveryKeyInByEitherHeader(String key) throws Exception {
        assertThat(client.post(ONE_EVENT, "X-API-Key", key).statusCode()).isEqualTo(200);
        assertThat(client.post(ONE_EVENT, "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(200);
        assertThat(client.post(ONE_EVENT, "Authorization", "bEARER " + key).statusCode())
                .isEqualTo(200);
    }

    static Stream<Arguments> refusals() {
        String unauthorized = "code=401, message=Unauthorized";
        return Stream.of(
                Arguments.of("missing key in request header", new String[0]),
                Arguments.of("missing key in request header", new String[] {"X-API-Key", ""}),
                Arguments.of(unauthorized, new String[] {"X-API-Key", "wrong"}),
                Arguments.of(unauthorized, new String[] {"X-API-Key", "key-"}),
                Arguments.of(unauthorized, new String[] {"X-API-Key", "key-1,key-2"}),
                Arguments.of(unauthorized, new String[] {"X-API-Key", "wrong", "Authorization", "Bearer key-1"}),
                Arguments.of("invalid key", new String[] {"Authorization", "Bearer wrong"}),
                Arguments.of("invalid key in the request header", new String[] {"Authorization", "key-1"}),
                Arguments.of("invalid key in the request header", new String[] {"Authorization", "Basic key-1"}),
                Arguments.of("invalid key in the request header", new String[] {"Authorization", "Bearer"}));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesOthersAndSaysWhy(String message, String[] headers) throws Exception {
        HttpResponse<String> response = client.post(ONE_EVENT, headers);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(recording.size()).isZero();
    }

    @Test
    void countsRefusals() throws Exception {
        long before = counters.requests(Outcome.UNAUTHORIZED);

        client.post(ONE_EVENT);

        assertThat(counters.requests(Outcome.UNAUTHORIZED)).isEqualTo(before + 1);
    }

    @Test
    void asksForAKeyBeforeItLooksAtTheBody() throws Exception {
        HttpResponse<String> response = client.send(
                CollectorClient.request(CollectorClient.COLLECTOR).POST(BodyPublishers.ofString("not JSON")));

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void answersBeforeTheBodyHasArrived() throws Exception {
        try (Socket socket = new Socket("localhost", CollectorClient.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST " + CollectorClient.COLLECTOR
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(firstLine(socket.getInputStream())).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    private static String firstLine(InputStream in) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r' && next >= 0; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    @Test
    void answersHealthAndInfoWithoutAKey() throws Exception {
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
        assertThat(client.get("/info").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsKeysOutOfTheTextOfTheConfiguration() {
        assertThat(config.collector().authorizedKeys().evaluation().orElseThrow())
                .hasSize(2)
                .allSatisfy(key -> assertThat(key.toString()).doesNotContain("key-"));
    }
}
