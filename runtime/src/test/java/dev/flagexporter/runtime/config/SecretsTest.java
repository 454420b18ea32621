package dev.flagexporter.runtime.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SecretKeysHandler;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    private static final String LAKE = "quarkus.flag-exporter.exporters.\"lake\".";

    private static Secrets secrets(Map<String, String> properties, String... typed) {
        return secrets(properties, Map.of(), typed);
    }

    private static Secrets secrets(Map<String, String> properties, Map<String, String> environment, String... typed) {
        return Secrets.of(
                new ExporterView(
                        new SmallRyeConfigBuilder()
                                .addDefaultInterceptors()
                                .withSecretKeysHandlers(new UpperCase())
                                .withSources(new PropertiesConfigSource(properties, "test", 100))
                                .withSources(new EnvConfigSource(environment, 300))
                                .build(),
                        "lake"),
                Set.of(typed));
    }

    /** Decodes to upper case. */
    private static final class UpperCase implements SecretKeysHandler {

        @Override
        public String decode(String secret) {
            return secret.toUpperCase(Locale.ROOT);
        }

        @Override
        public String getName() {
            return "upper";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "headers.Authorization",
                "headers.\"X-Api-Key\"",
                "headers.cookie",
                "api-key",
                "apikey",
                "access-key-id",
                "account_key",
                "password",
                "db.passwd",
                "pass.phrase",
                "sas-token",
                "client-secret",
                "google-credentials",
                "config.\"sasl.jaas.config\"",
                "connection-string",
                "X-Hub-SIGNATURE-256"
            })
    void aNameTellsThatItHoldsASecret(String key) {
        assertThat(secrets(Map.of()).isSecret(LAKE + key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind",
                "enabled",
                "event-type",
                "flush-interval",
                "max-event-in-memory",
                "attempt-timeout",
                "batch.max-events",
                "retry.max-backoff",
                "on-rejected",
                "dead-letter.directory",
                "output-dir",
                "filename",
                "csv-template",
                "format",
                "bucket",
                "path",
                "region",
                "topic",
                "addresses",
                "endpoint-url",
                "headers.Accept"
            })
    void otherNamesDoNot(String key) {
        assertThat(secrets(Map.of()).isSecret(LAKE + key)).isFalse();
    }

    @Test
    void theNameOfTheExporterTellsNothing() {
        String tokens = "quarkus.flag-exporter.exporters.\"tokens\".";
        ExporterView view = new ExporterView(new SmallRyeConfigBuilder().build(), "tokens");
        assertThat(Secrets.of(view).isSecret(tokens + "topic")).isFalse();
    }

    @Test
    void aTypeTellsIt() {
        Secrets secrets = secrets(Map.of(), LAKE + "pin", LAKE + "codes[*]", LAKE + "lockers.*.code");
        assertThat(secrets.isSecret(LAKE + "pin")).isTrue();
        assertThat(secrets.isSecret(LAKE + "codes[1]")).isTrue();
        assertThat(secrets.isSecret(LAKE + "lockers.\"left.one\".code")).isTrue();
        assertThat(secrets.isSecret(LAKE + "lockers.left.number")).isFalse();
    }

    @Test
    void anExpressionTellsItHoweverFarAway() {
        Secrets secrets = secrets(Map.of(
                LAKE + "direct",
                "https://host/${upper::path}",
                LAKE + "indirect",
                "${first}",
                LAKE + "default",
                "${nothing:${second}}",
                LAKE + "named",
                "https://host/${WEBHOOK_TOKEN:none}",
                LAKE + "harmless",
                "${third} ::",
                "first",
                "${second}",
                "second",
                "${upper::path}",
                "third",
                "3"));
        assertThat(secrets.isSecret(LAKE + "direct")).isTrue();
        assertThat(secrets.isSecret(LAKE + "indirect")).isTrue();
        assertThat(secrets.isSecret(LAKE + "default")).isTrue();
        assertThat(secrets.isSecret(LAKE + "named")).isTrue();
        assertThat(secrets.isSecret(LAKE + "harmless")).isFalse();
    }

    @Test
    void textsLoseTheValues() {
        Secrets secrets = secrets(
                Map.of(
                        LAKE + "headers.Authorization", "Bearer abcdef",
                        LAKE + "headers.Accept", "text/plain",
                        LAKE + "url", "${upper::path}",
                        LAKE + "codes", "long-code, longer-code",
                        LAKE + "pin", "123"),
                LAKE + "codes",
                LAKE + "pin");
        assertThat(secrets.redact("invalid header value: \"Bearer abcdef\" beside text/plain"))
                .isEqualTo("invalid header value: \"***\" beside text/plain");
        assertThat(secrets.redact("the token abcdef at PATH is neither longer-code nor long-code"))
                .isEqualTo("the token *** at *** is neither *** nor ***");
        assertThat(secrets.redact("error 1234")).as("too short to be found").isEqualTo("error 1234");
    }

    @Test
    void textsLoseWhatComesFromTheEnvironmentAlone() {
        Secrets secrets = secrets(
                Map.of(), Map.of("QUARKUS_FLAG_EXPORTER_EXPORTERS__LAKE__LOCKER_CODE", "4711"), LAKE + "locker-code");
        assertThat(secrets.redact("4711 is wrong")).isEqualTo("*** is wrong");
    }
}
