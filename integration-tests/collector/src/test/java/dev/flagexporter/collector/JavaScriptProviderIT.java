package dev.flagexporter.collector;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.flagexporter.collector.RelayStub.Forwarded;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.flagexporter.collector.ProviderEvents.tracking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The GO Feature Flag providers for JavaScript, on the server and in the browser, as applications use them. */
class JavaScriptProviderIT {

    private static final String OBJECT = "{\"theme\": \"dark\", \"sizes\": [1, 2.5]}";

    private static NodeScripts scripts;

    @TempDir
    Path directory;

    @BeforeAll
    static void installScripts() {
        RequiredProgram.require("node", "npm");
        scripts = NodeScripts.install(Path.of("target", "javascript"));
    }

    @Test
    void everyCachedOrFailedEvaluationOfTheServerProviderIsWrittenAsSent() {
        ProviderEvents events = new ProviderEvents("{\"provider\": \"open-feature-js-sdk\"}");
        try (RelayedCollector collector = RelayedCollector.start(directory)) {
            run("server-provider.mjs", collector);

            List<String> expected = List.of(
                    events.evaluation("user", "node-user", "boolean-flag", "on", "true"),
                    events.evaluation("user", "node-user", "string-flag", "blue", "\"navy <&> ü\""),
                    events.evaluation("user", "node-user", "integer-flag", "many", "42"),
                    events.evaluation("user", "node-user", "double-flag", "half", "2.5"),
                    events.evaluation("user", "node-user", "object-flag", "dark", OBJECT),
                    events.evaluation("anonymousUser", "node-visitor", "boolean-flag", "on", "true"),
                    events.failure("node-user", "no-such-flag", "false"),
                    events.failure("undefined-targetingKey", "no-such-flag", "{}"));
            assertThat(collector.onlyRequest().events()).hasSameSizeAs(expected);
            collector.assertFeatureEvents(expected);
        }
    }

    @Test
    void evaluationsAndTrackingOfTheWebProviderAreWrittenEachToTheirOwnFiles() {
        ProviderEvents events =
                new ProviderEvents("{\"provider\": \"web\", \"openfeature\": true, \"env\": \"test\", \"build\": 7}");
        String context = "{\"targetingKey\": \"web-user\", \"plan\": \"pro\", \"seats\": 3}";
        String details = "{\"value\": 49.9, \"currency\": \"EUR\", \"cart\": {\"items\": [1, 2]}}";
        try (RelayedCollector collector = RelayedCollector.start(directory)) {
            run("web-provider.mjs", collector);

            assertThat(collector.onlyRequest().events()).hasSize(6);
            collector.assertFeatureEvents(List.of(
                    events.evaluation("user", "web-user", "boolean-flag", "on", "true"),
                    events.evaluation("user", "web-user", "object-flag", "dark", OBJECT),
                    events.failure("web-user", "no-such-flag", "\"fallback\"")));
            collector.assertTrackingEvents(List.of(
                    tracking("web-user", "order-paid", context, details),
                    tracking("web-user", "page-seen", context, "{}"),
                    tracking("web-user", "emoji-cut", context, "{\"party \uFFFD\": \"party \uFFFD\"}")));
        }
    }

    /** Of the next provider for servers there is no release yet, so the script sends what its source sends. */
    @Test
    void aBrowserIsAllowedToSendAndTheNextServerProviderIsAnsweredWithExactly200() {
        ProviderEvents events = new ProviderEvents("{\"env\": \"test\"}");
        try (RelayedCollector collector = RelayedCollector.start(directory)) {
            run("next-server-provider.mjs", collector);

            assertThat(collector.relay().forwarded())
                    .extracting(Forwarded::method, Forwarded::status)
                    .containsExactly(tuple("OPTIONS", 204), tuple("POST", 200));
            collector.assertFeatureEvents(
                    List.of(events.evaluation("user", "next-user", "string-flag", "blue", "\"navy\"")));
            collector.assertTrackingEvents(List.of(
                    tracking("undefined-targetingKey", "order-paid", "{\"plan\": \"pro\"}", "{\"value\": 49.9}")));
        }
    }

    private static void run(String script, RelayedCollector collector) {
        scripts.run(script, Map.of("ENDPOINT", collector.relay().endpoint(), "API_KEY", RelayedCollector.KEY));
    }
}
