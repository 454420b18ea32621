package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flagexporter.collector.RelayStub.Forwarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged collector, closed to whoever has no key, behind a relay: what a provider is pointed at. */
final class RelayedCollector implements AutoCloseable {

    static final String KEY = "an-evaluation-key";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final long startedAt = Instant.now().getEpochSecond();
    private final Path directory;
    private final CollectorProcess collector;
    private final RelayStub relay;

    private RelayedCollector(Path directory, CollectorProcess collector) {
        this.directory = directory;
        this.collector = collector;
        this.relay = RelayStub.inFrontOf(collector.uri("/"));
    }

    static RelayedCollector start(Path directory) {
        return new RelayedCollector(
                directory,
                CollectorProcess.start(
                        directory,
                        Map.of(
                                "quarkus.flag-exporter.collector.authorized-keys.evaluation", KEY,
                                "quarkus.flag-exporter.exporters.events.flush-interval", "1s",
                                "quarkus.flag-exporter.exporters.tracking.flush-interval", "1s")));
    }

    RelayStub relay() {
        return relay;
    }

    /** The one request that a provider has made to the collector, with its key and with success. */
    Forwarded onlyRequest() {
        assertThat(relay.forwarded()).hasSize(1);
        Forwarded request = relay.forwarded().get(0);
        assertThat(request.headers().get("Authorization")).containsExactly("Bearer " + KEY);
        assertThat(request.status()).isEqualTo(200);
        return request;
    }

    /** Asserts that these feature events were written, in this order, and no other until the collector's end. */
    void assertFeatureEvents(List<String> expected) {
        assertEvents(directory.resolve("flag-events"), expected);
    }

    /** Asserts that these tracking events were written, in this order, and no other until the collector's end. */
    void assertTrackingEvents(List<String> expected) {
        assertEvents(directory.resolve("flag-events/tracking"), expected);
    }

    private void assertEvents(Path files, List<String> expected) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(ExportedFiles.events(files))
                .as(collector.log())
                .hasSizeGreaterThanOrEqualTo(expected.size()));
        collector.terminate();
        collector.awaitEnd();
        assertThat(ExportedFiles.events(files).stream().map(this::withoutDate).toList())
                .as(collector.log())
                .containsExactlyElementsOf(
                        expected.stream().map(RelayedCollector::parse).toList());
    }

    private JsonNode withoutDate(JsonNode event) {
        JsonNode date = ((ObjectNode) event).remove("creationDate");
        assertThat(date.isIntegralNumber()).as("a whole number: %s", date).isTrue();
        // the providers for JavaScript round to the nearest second, which may be the next one
        assertThat(date.longValue()).isBetween(startedAt, Instant.now().getEpochSecond() + 1);
        return event;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        relay.close();
        collector.close();
    }
}
