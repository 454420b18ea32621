package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.runtime.config.FlagExporterSettings.CollectorSection;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.runtime.store.StoreSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsReaderTest {

    private static final String PREFIX = "quarkus.flag-exporter.";

    private static FlagExporterSettings read(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(PREFIX + keysAndValues[i], keysAndValues[i + 1]);
        }
        return TestConfig.settings(properties);
    }

    private static void assertProblem(String message, String... keysAndValues) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(keysAndValues))
                .withMessage("The configuration of the flag exporter has 1 problem:\n  - " + PREFIX + message);
    }

    @Test
    void hasDefaults() {
        FlagExporterSettings settings = read();

        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofSeconds(20));
        StoreSettings store = settings.store();
        assertThat(store.limits().capacity()).isEqualTo(200_000);
        assertThat(store.limits().maxBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        assertThat(store.limits().maxEventSize()).isEqualTo(1 << 20);
        assertThat(store.overflowPolicy()).isEqualTo(OverflowPolicy.DROP_OLDEST);
        assertThat(store.blockTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(store.maxPushBack()).isEqualTo(Duration.ofSeconds(60));
        CollectorSection collector = settings.collector();
        assertThat(collector.maxBodySize()).isEqualTo(64 << 20);
        assertThat(collector.maxWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(collector.maxEventsPerRequest()).isEqualTo(1_000_000);
        assertThat(collector.versionHeader()).isTrue();
        assertThat(collector.authorizedKeys().evaluation()).isEmpty();
        assertThat(collector.authorizedKeys().allowAnonymous()).isFalse();
        assertThat(settings.reload().enabled()).isEmpty();
        assertThat(settings.reload().interval()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            store.capacity                       | lots       | is not a whole number. Use a whole number from 1 to 2147483647, for example 200000.
            store.capacity                       | 0          | is out of range. Use a whole number from 1 to 2147483647, for example 200000.
            store.max-bytes                      | 1000       | is too small. Use at least 1M, for example 256M.
            store.max-bytes                      | much       | is not a valid size. Use for example 256M.
            store.overflow-policy                | drop       | is not one of drop-oldest, back-pressure, drop-newest, reject, block. Use for example drop-oldest.
            store.max-push-back                  | 0s         | must be a positive duration. Use for example 60s.
            store.max-push-back                  | -1s        | must not be negative. Use for example 60s.
            store.block-timeout                  | 2s         | has no effect without the overflow policy block. Remove it, or set quarkus.flag-exporter.store.overflow-policy=block.
            store.max-event-size                 | 0          | is too small. Use at least 1, for example 1M.
            shutdown-timeout                     | 20 seconds | is not a valid duration. Use for example 20s.
            shutdown-timeout                     | -1s        | must not be negative. Use for example 20s.
            shutdown-timeout                     | 366d       | is too long. Use at most 365d, for example 20s.
            reload.interval                      | 9ms        | is too short. Use at least 10ms, for example 2s, or set quarkus.flag-exporter.reload.enabled=false.
            reload.enabled                       | maybe      | is not one of true, false. Use for example true.
            collector.max-body-size              | big        | is not a valid size. Use for example 64M.
            collector.max-body-size              | 0          | is too small. Use at least 1, for example 64M.
            collector.max-wait                   | soon       | is not a valid duration. Use for example 2s.
            collector.max-events-per-request     | 1000001    | is out of range. Use a whole number from 1 to 1000000, for example 1000000.
            collector.disable-version-header     | yep        | is not one of false, true. Use for example false.
            collector.allow-anonymous            | yep        | is not one of false, true. Use for example false.
            collector.max-body-size              | ${NOTHING} | refers to NOTHING, which is not set. Set it, or give a default, as in ${NOTHING:default}.
            store.max-bytes                      | ${NOTHING} | refers to NOTHING, which is not set. Set it, or give a default, as in ${NOTHING:default}.
            reload.enabled                       | ${NOTHING} | refers to NOTHING, which is not set. Set it, or give a default, as in ${NOTHING:default}.
            """)
    void tellsPropertyValueReasonAndFix(String key, String value, String reasonAndFix) {
        assertProblem(key + " = \"" + value + "\": " + reasonAndFix, key, value);
    }

    @Test
    void requiresAValueWhereThereIsADefault() {
        assertProblem(
                "store.capacity = \"\": is empty. Use a whole number from 1 to 2147483647, for example 200000.",
                "store.capacity",
                "");
    }

    @Test
    void treatsAnEmptyValueWithoutADefaultAsNone() {
        assertThat(read("store.max-bytes", "").store())
                .isEqualTo(read().store())
                .isNotNull();
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(
                        "store.capacity", "lots",
                        "store.overflow-policy", "drop",
                        "store.block-timeout", "2s",
                        "collector.max-events-per-request", "10",
                        "shutdown-timeout", "20 seconds"))
                .withMessageContaining("has 3 problems");
    }

    @ParameterizedTest
    @EnumSource
    void takesEachPolicyAsAConstantToo(OverflowPolicy policy) {
        assertThat(read("store.overflow-policy", policy.name()).store().overflowPolicy())
                .isEqualTo(policy);
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWrongWithTheDefaultsOfAnyPolicy(OverflowPolicy policy) {
        CollectorSection collector = read("store.overflow-policy", policy.name(), "store.capacity", "10")
                .collector();
        assertThat(collector.maxEventsPerRequest()).isEqualTo(policy.canBeFull() ? 10 : 1_000_000);
    }

    @Test
    void requiresMemoryForTheLargestEvent() {
        read("store.max-event-size", "2M", "store.max-bytes", "2M");
        assertProblem(
                "store.max-bytes = \"2097151\": is less than quarkus.flag-exporter.store.max-event-size, so that such an event could never be"
                        + " stored. Use at least 2M, or lower quarkus.flag-exporter.store.max-event-size.",
                "store.max-event-size",
                "2M",
                "store.max-bytes",
                "2097151");
    }

    @Test
    void requiresARequestToFitTheCapacityWhereItIsAppendedAsAWhole() {
        assertProblem(
                "collector.max-events-per-request = \"11\": is more than quarkus.flag-exporter.store.capacity, so that such a request could"
                        + " never be accepted. Use at most 10, or raise quarkus.flag-exporter.store.capacity.",
                "collector.max-events-per-request",
                "11",
                "store.overflow-policy",
                "reject",
                "store.capacity",
                "10");
        read("collector.max-events-per-request", "11", "store.capacity", "10");
    }

    @Test
    void takesATimeToBlockWhereItBlocks() {
        assertThat(read("store.block-timeout", "2s", "store.overflow-policy", "block")
                        .store()
                        .blockTimeout())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void readsApiKeys() {
        CollectorSection collector = read(
                        "collector.authorized-keys.evaluation",
                        "one, two",
                        "collector.authorized-keys.admin[0]",
                        "a,b",
                        "collector.allow-anonymous",
                        "true",
                        "reload.enabled",
                        "false")
                .collector();

        assertThat(collector.authorizedKeys().evaluation()).containsExactly("one", "two");
        assertThat(collector.authorizedKeys().admin()).containsExactly("a,b");
        assertThat(collector.authorizedKeys().allowAnonymous()).isTrue();
        assertThat(collector.toString()).doesNotContain("one", "two", "a,b");
        assertThat(read("reload.enabled", "false").reload().enabled()).isEqualTo(Optional.of(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "good,", ",good", "good,,other", "good, ,other"})
    void rejectsAnEmptyApiKey(String keys) {
        assertProblem(
                "collector.authorized-keys.evaluation = \"***\": has an empty key. Set it to a key, for example"
                        + " ${COLLECTOR_KEY}, or remove it.",
                "collector.authorized-keys.evaluation",
                keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluation[1]", "admin", "admin[0]"})
    void rejectsAnEmptyApiKeyInEveryForm(String key) {
        assertProblem(
                "collector.authorized-keys." + key + " = \"***\": has an empty key. Set it to a key, for example"
                        + " ${COLLECTOR_KEY}, or remove it.",
                "collector.authorized-keys.evaluation[0]",
                "good",
                "collector.authorized-keys." + key,
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${UNSET}", "good,${UNSET}", "${UNSET},good", "x${UNSET}", "${NESTED}", "${UNSET"})
    void rejectsAnApiKeyThatRefersToNothing(String keys) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TestConfig.settings(
                        Map.of(PREFIX + "collector.authorized-keys.evaluation", keys, "NESTED", "a${UNSET}")))
                .withMessageContaining("1 problem:\n")
                .withMessageContaining(
                        "authorized-keys.evaluation = \"***\": refers to UNSET, which is not set. Set it, or give a default, as in ${UNSET:default}.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$${KEY}", "good,\\${KEY}"})
    void rejectsAnApiKeyWithAnExpressionThatIsNotResolved(String keys) {
        assertProblem(
                "collector.authorized-keys.evaluation = \"***\": has a key with an expression that is not resolved. Set"
                        + " it to a key, for example ${COLLECTOR_KEY}, or remove it.",
                "collector.authorized-keys.evaluation",
                keys);
    }

    @Test
    void rejectsAnEmptyVariableForAnApiKey() {
        Problems problems = new Problems();
        new SettingsReader(
                        TestConfig.of(
                                Map.of(PREFIX + "collector.authorized-keys.evaluation", "${COLLECTOR_KEY}"),
                                Map.of(
                                        "COLLECTOR_KEY",
                                        "",
                                        "QUARKUS_FLAG_EXPORTER_COLLECTOR_AUTHORIZED_KEYS_ADMIN",
                                        "")),
                        problems)
                .read();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessageContaining("authorized-keys.evaluation = \"***\": has an empty key")
                .withMessageContaining("authorized-keys.admin = \"***\": has an empty key");
    }

    @Test
    void readsApiKeysOfVariables() {
        FlagExporterSettings settings = new SettingsReader(
                        TestConfig.of(
                                Map.of(),
                                Map.of(
                                        "QUARKUS_FLAG_EXPORTER_COLLECTOR_AUTHORIZED_KEYS_EVALUATION_0_",
                                        "one",
                                        "QUARKUS_FLAG_EXPORTER_COLLECTOR_AUTHORIZED_KEYS_ADMIN",
                                        "two")),
                        new Problems())
                .read();
        assertThat(settings.collector().authorizedKeys().evaluation()).containsExactly("one");
        assertThat(settings.collector().authorizedKeys().admin()).containsExactly("two");
    }
}
