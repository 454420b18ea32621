package dev.flagexporter.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/** Every shape of a key that a plugin may have. */
public interface FakeExporterConfig {

    @WithDefault("hello")
    String greeting();

    @WithDefault("2s")
    Duration patience();

    @WithDefault("true")
    boolean bulk();

    Optional<String> note();

    Optional<List<String>> topics();

    Optional<Secret<String>> token();

    Optional<Secret<Integer>> pin();

    Optional<List<Secret<String>>> keys();

    Map<String, String> labels();

    HttpConfig http();

    interface HttpConfig {

        @WithDefault("80")
        int port();

        Optional<String> proxyHost();

        TlsConfig tls();
    }

    interface TlsConfig {

        @WithDefault("false")
        boolean verifyHost();
    }
}
