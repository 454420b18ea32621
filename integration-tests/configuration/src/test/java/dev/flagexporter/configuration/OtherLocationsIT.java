package dev.flagexporter.configuration;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files elsewhere that a variable of the environment names hold keys of a plugin, with those of the profile. */
class OtherLocationsIT {

    private static final String AUDIT = "quarkus.flag-exporter.exporters.audit.";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"QUARKUS_CONFIG_LOCATIONS", "SMALLRYE_CONFIG_LOCATIONS"})
    void theirKeysApply(String variable) throws Exception {
        try (Application application = new Application(directory)
                .configure(AUDIT + "kind=witness", AUDIT + "file=audit.txt", AUDIT + "headers.Accept=text/plain")
                .environment(variable, "elsewhere/more.properties")
                .write("elsewhere/more.properties", AUDIT + "reader=Barbara", AUDIT + "patience=7s")
                .write("elsewhere/more-prod.properties", AUDIT + "patience=8s")
                .start()) {
            application.get("/visit/visitor");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(application.lines("audit.txt"))
                    .containsExactly("audit for Barbara in 8000 ms, password none, "
                            + "headers {Accept=text/plain}, options {}"));
        }
    }
}
