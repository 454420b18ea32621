package dev.flagexporter.configuration;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The profile that the packaged application runs in decides which keys of a plugin apply. */
class ProfilesIT {

    private static final String READER = "quarkus.flag-exporter.exporters.audit.reader=";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'',           produced",
        "prod,         produced",
        "test,         tested",
        "'test,dev',   developed",
        "'dev,staging',from the file of the profile"
    })
    void theKeysOfItsProfileApply(String profile, String reader) throws Exception {
        Application application = new Application(directory)
                .configure(
                        "quarkus.flag-exporter.exporters.audit.kind=witness",
                        "quarkus.flag-exporter.exporters.audit.file=audit.txt",
                        READER + "nobody",
                        "%dev." + READER + "developed",
                        "%test." + READER + "tested",
                        "%prod." + READER + "produced")
                .write("config/application-staging.properties", READER + "from the file of the profile");
        if (!profile.isEmpty()) {
            application.environment("QUARKUS_PROFILE", profile);
        }
        try (application) {
            application.start();
            application.get("/visit/visitor");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(application.lines("audit.txt"))
                    .singleElement()
                    .asString()
                    .startsWith("audit for " + reader + " in"));
        }
    }
}
