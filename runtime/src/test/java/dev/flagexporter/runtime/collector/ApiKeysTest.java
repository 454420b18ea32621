package dev.flagexporter.runtime.collector;

import java.util.List;

import dev.flagexporter.runtime.config.FlagExporterSettings.AuthorizedKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiKeysTest {

    private static final String PASSED = null;

    private final ApiKeys keys = keys(List.of("key-1", "key-2"), List.of("admin-1"));

    private static ApiKeys keys(List<String> evaluation, List<String> admin) {
        return ApiKeys.of(new AuthorizedKeys(evaluation, admin, false));
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
        ApiKeys open = keys(List.of(), List.of());

        assertThat(open.isEnforced()).isFalse();
        assertThat(open.refusal(null, null)).isEqualTo(PASSED);
        assertThat(open.refusal("anything", null)).isEqualTo(PASSED);
    }

    @Test
    void isOpenWithKeysOfAdministratorsOnly() {
        ApiKeys open = keys(List.of(), List.of("admin-1"));

        assertThat(open.isEnforced()).isFalse();
        assertThat(open.refusal(null, "Bearer wrong")).isEqualTo(PASSED);
    }

    @Test
    void tellsNobodyItsKeys() {
        assertThat(keys.toString()).doesNotContain("key-1", "admin-1");
    }
}
