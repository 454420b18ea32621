package dev.flagexporter.runtime.collector;

import java.util.List;
import java.util.Optional;

import dev.flagexporter.runtime.config.FlagExporterConfig.AuthorizedKeysConfig;
import io.smallrye.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiKeysTest {

    private static final String PASSED = null;

    private final ApiKeys keys = ApiKeys.of(new Keys(List.of("key-1", "key-2"), List.of("admin-1")));

    /** Configured keys. */
    record Keys(List<String> evaluationKeys, List<String> adminKeys) implements AuthorizedKeysConfig {

        @Override
        public Optional<List<Secret<String>>> evaluation() {
            return secrets(evaluationKeys);
        }

        @Override
        public Optional<List<Secret<String>>> admin() {
            return secrets(adminKeys);
        }

        private static Optional<List<Secret<String>>> secrets(List<String> keys) {
            return keys.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            keys.stream().map(key -> (Secret<String>) () -> key).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-1", "key-2", "admin-1"})
    void knowsEveryKeyInEitherHeader(String key) {
        assertThat(keys.refusal(key, null)).isEqualTo(PASSED);
        assertThat(keys.refusal(null, "Bearer " + key)).isEqualTo(PASSED);
        assertThat(keys.refusal("", "BEARER " + key)).isEqualTo(PASSED);
    }

    @Test
    void letsTheHeaderForKeysDecideAlone() {
        assertThat(keys.refusal("key-1", "Bearer wrong")).isEqualTo(PASSED);
        assertThat(keys.refusal("wrong", "Bearer key-1")).isEqualTo("code=401, message=Unauthorized");
    }

    @ParameterizedTest
    @CsvSource({
        ", missing key in request header",
        "'', missing key in request header",
        "key-1, invalid key in the request header",
        "Basic key-1, invalid key in the request header",
        "Bearer, invalid key in the request header",
        "'Bearer ', invalid key in the request header",
        "Bearerkey-1, invalid key in the request header",
        "Bearer wrong, invalid key",
        "'Bearer  key-1', invalid key",
        "Bearer KEY-1, invalid key",
        "Bearer key-1x, invalid key"
    })
    void saysWhatIsWrongWithTheAuthorization(String authorization, String message) {
        assertThat(keys.refusal(null, authorization)).isEqualTo(message);
    }

    @Test
    void isOpenWithoutKeys() {
        ApiKeys open = ApiKeys.of(new Keys(List.of(), List.of()));

        assertThat(open.isEnforced()).isFalse();
        assertThat(open.refusal(null, null)).isEqualTo(PASSED);
        assertThat(open.refusal("anything", null)).isEqualTo(PASSED);
    }

    @Test
    void isOpenWithKeysOfAdministratorsOnly() {
        ApiKeys open = ApiKeys.of(new Keys(List.of(), List.of("admin-1")));

        assertThat(open.isEnforced()).isFalse();
        assertThat(open.refusal(null, "Bearer wrong")).isEqualTo(PASSED);
    }

    @Test
    void tellsNobodyItsKeys() {
        assertThat(keys.toString()).doesNotContain("key-1", "admin-1");
    }
}
