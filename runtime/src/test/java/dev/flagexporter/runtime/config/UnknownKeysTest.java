package dev.flagexporter.runtime.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UnknownKeysTest {

    private static final String PREFIX = "quarkus.flag-exporter.";
    private static final String VARIABLE = "QUARKUS_FLAG_EXPORTER_";

    private final Map<String, String> properties = new HashMap<>(Map.of(
            PREFIX + "exporters.lake.kind", "objects",
            PREFIX + "exporters.lake.bucket", "lake",
            PREFIX + "exporters.off.enabled", "false"));
    private final Map<String, String> variables = new HashMap<>();

    private void assemble() {
        ExporterFactories factories = new ExporterFactories(new PluginFactories(List.of(new ObjectsFactory())));
        new ExporterAssembler(TestConfig.of(properties, variables), factories, Optional.empty()).assemble();
    }

    private void assertProblem(String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::assemble)
                .withMessage("The configuration of the flag exporter has 1 problem:\n  - " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "store.capcity, store.capacity",
        "store,",
        "collector.authorized-key.evaluation, collector.authorized-keys.evaluation",
        "collector.authorized-keys.evaluations, collector.authorized-keys.evaluation",
        "collector.authorized-keys.evaluation.0, collector.authorized-keys.evaluation",
        "colector.enabled, collector.enabled",
        "shutdown-time-out, shutdown-timeout",
        "exporter.lake.kind, exporters.lake.kind",
        "exporters.lake, exporters.lake.kind",
        "nothing-like-it,"
    })
    void areReportedWithTheNearestKey(String key, String nearest) {
        properties.put(PREFIX + key, "s3cret");
        String fix = nearest == null
                ? "Remove it; the keys are in docs/configuration.md."
                : "Did you mean " + PREFIX + nearest + "? If not, remove it.";
        assertProblem(PREFIX + key + ": is not a known key. " + fix);
    }

    @ParameterizedTest
    @CsvSource({
        "STORE_CAPCITY, STORE_CAPACITY",
        "COLLECTOR_AUTHORIZED_KEY_EVALUATION, COLLECTOR_AUTHORIZED_KEYS_EVALUATION",
        "EXPORTERS_LAKE_FLUSH_INTERVALL, EXPORTERS_LAKE_FLUSH_INTERVAL",
        "EXPORTERS_LAKE_BUKET, EXPORTERS_LAKE_BUCKET",
        "EXPORTERS_POND_SOMETHING_ELSE_ENTIRELY, ",
        "NOTHING_LIKE_IT, "
    })
    void inVariablesAreReportedWithTheNearestVariable(String name, String nearest) {
        variables.put(VARIABLE + name, "s3cret");
        String fix = nearest == null
                ? "Remove it; the keys are in docs/configuration.md."
                : "Did you mean " + VARIABLE + nearest + "? If not, remove it.";
        assertProblem(VARIABLE + name + ": is not the environment variable of a known key. " + fix);
    }

    @Test
    void areReportedOfAnExporterThatVariablesConfigureAlone() {
        properties.clear();
        variables.put(VARIABLE + "EXPORTERS_POND_KIND", "objects");
        variables.put(VARIABLE + "EXPORTERS_POND_BUCKET", "pond");
        variables.put(VARIABLE + "EXPORTERS_POND_FLUSH_INTERVAL", "5s");
        assemble();

        variables.put(VARIABLE + "EXPORTERS_POND_FLUSH_INTERVALL", "5s");
        assertProblem(VARIABLE + "EXPORTERS_POND_FLUSH_INTERVALL: is not the environment variable of a known key."
                + " Did you mean " + VARIABLE + "EXPORTERS_POND_FLUSH_INTERVAL? If not, remove it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STORE_CAPACITY=7",
                "COLLECTOR_ENABLED=true",
                "COLLECTOR_AUTHORIZED_KEYS_EVALUATION=key",
                "COLLECTOR_AUTHORIZED_KEYS_EVALUATION_0_=key",
                "HEALTH_ENABLED=true",
                "EXPORTERS_LAKE_RETRY_MAX_ATTEMPTS=7",
                "EXPORTERS__LAKE__RETRY_MAX_ATTEMPTS=7",
                "EXPORTERS_LAKE_FORMAT_OPTIONS_PAGE_SIZE=7",
                "EXPORTERS_OFF_ANYTHING=7",
                "SERVICE_HOST=10.0.0.7",
                "SERVICE_PORT=1031",
                "SERVICE_PORT_HTTP=1031",
                "PORT=tcp://10.0.0.7:1031",
                "COLLECTOR_PORT_1031_TCP_ADDR=10.0.0.7"
            })
    void areNotTheVariablesOfKeysAndOfServices(String variable) {
        String[] parts = variable.split("=");
        variables.put(VARIABLE + parts[0], parts[1]);
        assemble();
        assertThat(TestConfig.of(properties, variables).getOptionalValue(VARIABLE + parts[0], String.class))
                .isPresent();
    }

    @Test
    void areNotReportedTwiceForAnUnknownKind() {
        properties.put(PREFIX + "exporters.lake.kind", "object");
        variables.put(VARIABLE + "EXPORTERS_LAKE_HEADERS_X", "7");
        assertProblem(PREFIX
                + "exporters.\"lake\".kind = \"object\": is not the kind of any plugin on the class path. Use one of objects,"
                + " or add the plugin to the application.");
    }
}
