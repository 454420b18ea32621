package dev.flagexporter.collector;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Three times as many events at once as the event store holds, with a disk that is healthy. */
class BackPressureIT {

    private static final int REQUESTS = 6;
    private static final int EVENTS = 100_000;

    @TempDir
    Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> join(CompletableFuture<HttpResponse<String>> response) {
        return response.join();
    }

    private CompletableFuture<HttpResponse<String>> send(CollectorProcess collector, int user) {
        HttpRequest request = HttpRequest.newBuilder(collector.uri("/v1/data/collector"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(EventSender.body("user-" + user, 0, EVENTS)))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void everyEventOfEveryRequestThatWasAnsweredWith200IsInTheFiles() {
        Map<Integer, HttpResponse<String>> responses;
        try (CollectorProcess collector = CollectorProcess.start(directory, Map.of())) {
            List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, REQUESTS)
                    .mapToObj(user -> send(collector, user))
                    .toList();
            responses = IntStream.range(0, REQUESTS)
                    .boxed()
                    .collect(Collectors.toMap(Function.identity(), user -> join(sent.get(user))));
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            assertThat(collector.log()).contains("Exporter \"events\" is behind");
        }
        assertThat(responses.values())
                .allSatisfy(response -> assertThat(response.statusCode()).isIn(200, 429));
        assertThat(responses.values())
                .filteredOn(response -> response.statusCode() == 429)
                .allSatisfy(response ->
                        assertThat(response.headers().firstValue("Retry-After")).hasValue("1"));
        Set<String> accepted = responses.entrySet().stream()
                .filter(entry -> entry.getValue().statusCode() == 200)
                .map(entry -> "user-" + entry.getKey())
                .collect(Collectors.toSet());
        assertThat(accepted).as("as many as the store holds, at least").hasSizeGreaterThanOrEqualTo(2);
        assertExported(accepted);
    }

    private void assertExported(Set<String> users) {
        List<JsonNode> events = ExportedFiles.events(directory.resolve("flag-events"));
        assertThat(events).hasSize(users.size() * EVENTS);
        Map<String, Set<Long>> numbers = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.get("userKey").textValue(),
                        Collectors.mapping(event -> event.get("value").longValue(), Collectors.toSet())));
        assertThat(numbers.keySet()).isEqualTo(users);
        assertThat(numbers.values()).allSatisfy(all -> assertThat(all).hasSize(EVENTS));
    }
}
