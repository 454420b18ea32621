package dev.flagexporter.runtime.config;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The keys of all exporters")
class CommonKeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind",
                "batch.rows",
                "format-options.unit",
                "privacy.salt",
                "sampling",
                "tls.name",
                "proxy.host",
                "credentials",
                "metrics.enabled",
                "health",
                "flag-sets",
                "flag-sets[0]",
                "rate-limit.per-second",
                "*",
                "*.url"
            })
    void clashWithThoseOfAPlugin(String key) {
        assertThat(CommonKeys.clashWith(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "tls-name", "proxy-host", "credentials-file", "headers.*", "sink.tls", "ratelimit"})
    void leaveOtherKeysToPlugins(String key) {
        assertThat(CommonKeys.clashWith(key)).isFalse();
    }
}
