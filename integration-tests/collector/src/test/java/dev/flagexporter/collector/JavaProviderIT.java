package dev.flagexporter.collector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flagexporter.collector.RelayStub.Forwarded;
import dev.openfeature.contrib.providers.gofeatureflag.GoFeatureFlagProvider;
import dev.openfeature.contrib.providers.gofeatureflag.GoFeatureFlagProviderOptions;
import dev.openfeature.contrib.providers.gofeatureflag.exception.InvalidOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The GO Feature Flag provider for Java, 0.4.3, as applications use it. */
class JavaProviderIT {

    private static final EvaluationContext USER = new ImmutableContext("java-user");
    private static final EvaluationContext ANONYMOUS =
            new ImmutableContext("java-visitor", Map.of("anonymous", new Value(true)));
    private static final EvaluationContext NOBODY = new ImmutableContext();

    private static final ProviderEvents EVENTS =
            new ProviderEvents("{\"provider\": \"java\", \"openfeature\": true, \"env\": \"test\", \"build\": 7}");

    /** What the provider sends for an object: not the object but what kind of value it is. */
    private static final String VALUE_AS_BEAN = """
            {"null": false, "boolean": false, "string": false, "number": false, "structure": true, "list": false,
             "instant": false}""";

    /** So long that only the provider's end flushes. */
    private static final Duration AT_SHUTDOWN = Duration.ofHours(1);

    @TempDir
    Path directory;

    @Test
    void everyCachedOrFailedEvaluationIsWrittenAsTheProviderSentIt() throws InvalidOptions {
        try (RelayedCollector collector = RelayedCollector.start(directory)) {
            GoFeatureFlagProvider provider = provider(collector, RelayedCollector.KEY, AT_SHUTDOWN);
            Client client = client("evaluations", provider);
            evaluateAllTypes(client);
            evaluateAllTypes(client);
            evaluate(client, ANONYMOUS);
            evaluate(client, ANONYMOUS);
            client.getStringValue("no-such-flag", "fallback", USER);
            client.getStringValue("string-flag", "fallback", NOBODY);
            provider.shutdown();

            List<String> expected = List.of(
                    EVENTS.evaluation("user", "java-user", "boolean-flag", "on", "true"),
                    EVENTS.evaluation("user", "java-user", "string-flag", "blue", "\"navy <&> ü\""),
                    EVENTS.evaluation("user", "java-user", "integer-flag", "many", "42"),
                    EVENTS.evaluation("user", "java-user", "double-flag", "half", "2.5"),
                    EVENTS.evaluation("user", "java-user", "object-flag", "dark", VALUE_AS_BEAN),
                    EVENTS.evaluation("anonymousUser", "java-visitor", "boolean-flag", "on", "true"),
                    EVENTS.failure("java-user", "no-such-flag", "\"fallback\""),
                    // without a targeting key the provider sends "userKey": null
                    EVENTS.failure("", "string-flag", "\"fallback\""));
            Forwarded request = collector.onlyRequest();
            assertThat(request.headers().get("Content-Type")).containsExactly("application/json; charset=utf-8");
            assertThat(request.events()).hasSameSizeAs(expected).allSatisfy(JavaProviderIT::hasNoVersionOrSource);
            collector.assertFeatureEvents(expected);
        }
    }

    @Test
    void withAWrongKeyNothingIsWrittenAndTheProviderKeepsItsEvents() throws InvalidOptions {
        try (RelayedCollector collector = RelayedCollector.start(directory)) {
            GoFeatureFlagProvider provider = provider(collector, "a-wrong-key", Duration.ofMillis(100));
            Client client = client("wrong-key", provider);
            evaluate(client, USER);
            evaluate(client, USER);

            await().until(() -> collector.relay().forwarded().size() >= 3);
            provider.shutdown();
            List<Forwarded> requests = collector.relay().forwarded();
            assertThat(requests).extracting(Forwarded::status).containsOnly(401);
            assertThat(requests)
                    .extracting(Forwarded::events)
                    .containsOnly(requests.get(0).events());
            collector.assertFeatureEvents(List.of());
        }
    }

    /** The provider sends null for the version, whatever the relay said, and leaves the source out. */
    private static void hasNoVersionOrSource(JsonNode event) {
        assertThat(event.has("version")).isTrue();
        assertThat(event.get("version").isNull()).isTrue();
        assertThat(event.has("source")).isFalse();
    }

    private static GoFeatureFlagProvider provider(RelayedCollector collector, String key, Duration flushInterval)
            throws InvalidOptions {
        return new GoFeatureFlagProvider(GoFeatureFlagProviderOptions.builder()
                .endpoint(collector.relay().endpoint())
                .apiKey(key)
                .enableCache(true)
                .flushIntervalMs(flushInterval.toMillis())
                // the provider adds its own entries to this map
                .exporterMetadata(new HashMap<>(Map.of("env", "test", "build", 7)))
                .build());
    }

    private static Client client(String domain, GoFeatureFlagProvider provider) {
        OpenFeatureAPI.getInstance().setProviderAndWait(domain, provider);
        return OpenFeatureAPI.getInstance().getClient(domain);
    }

    private static void evaluate(Client client, EvaluationContext context) {
        client.getBooleanValue("boolean-flag", false, context);
    }

    private static void evaluateAllTypes(Client client) {
        evaluate(client, USER);
        client.getStringValue("string-flag", "fallback", USER);
        client.getIntegerValue("integer-flag", 0, USER);
        client.getDoubleValue("double-flag", 0.0, USER);
        client.getObjectValue("object-flag", new Value(), USER);
    }
}
