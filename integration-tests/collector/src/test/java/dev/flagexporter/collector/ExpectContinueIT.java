package dev.flagexporter.collector;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Clients that wait for the answer 100 before they send their bodies, and that may offer HTTP/2 in the same request. */
class ExpectContinueIT {

    private static final int SMALL = 1;
    private static final int LARGE = 20_000;

    @TempDir
    static Path directory;

    private static CollectorProcess collector;
    private static URI uri;

    @BeforeAll
    static void start() {
        collector = CollectorProcess.start(directory, Map.of());
        uri = collector.uri("/v1/data/collector");
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    private static String body(int events) {
        return EventSender.body("user", 0, events);
    }

    private static String answer(int events) {
        return "{\"ingestedContentCount\":" + events + "}\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void theClientOfTheJdkThatOffersHttp2IsAnswered(int events) throws Exception {
        assertAnswered(HttpClient.Version.HTTP_2, events);
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void theClientOfTheJdkIsAnswered(int events) throws Exception {
        assertAnswered(HttpClient.Version.HTTP_1_1, events);
    }

    /** Several requests, because the first one of a connection is the one that can change its protocol. */
    private static void assertAnswered(HttpClient.Version version, int events) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(version).build();
        for (int i = 0; i < 3; i++) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .expectContinue(true)
                    .timeout(Duration.ofSeconds(60))
                    .POST(HttpRequest.BodyPublishers.ofString(body(events)))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(answer(events));
        }
    }

    @Test
    void theClientOfTheJdkThatDoesNotWaitIsStillAnsweredInHttp2() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(SMALL)))
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).version())
                .isEqualTo(HttpClient.Version.HTTP_2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2", "--http2-prior-knowledge"})
    void curlIsAnswered(String protocol) throws Exception {
        RequiredProgram.require("curl");

        assertThat(curl(SMALL, protocol)).isEqualTo(answer(SMALL));
        assertThat(curl(SMALL, protocol, "--header", "Expect: 100-continue")).isEqualTo(answer(SMALL));
        // it waits for the answer 100 by itself
        assertThat(curl(LARGE, protocol)).isEqualTo(answer(LARGE));
    }

    private static String curl(int events, String... options) throws Exception {
        Path body = Files.writeString(directory.resolve("body.json"), body(events));
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "60"));
        command.addAll(List.of(options));
        command.addAll(List.of("--header", "Content-Type: application/json", "--data", "@" + body, uri.toString()));
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(curl.getInputStream().readAllBytes(), UTF_8);
        assertThat(curl.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return answer;
    }
}
