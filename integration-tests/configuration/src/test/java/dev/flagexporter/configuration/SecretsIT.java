package dev.flagexporter.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever is a secret here is called canary, and nobody may hear it. */
class SecretsIT {

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";

    @TempDir
    private Path directory;

    /** Secret by its type, by the name of its key, by a handler, and by the name of what it refers to. */
    private static List<String> configuration() {
        return new ArrayList<>(List.of(
                "quarkus.log.level=DEBUG",
                "quarkus.flag-exporter.reload.enabled=false",
                "quarkus.flag-exporter.shutdown-timeout=1s",
                "quarkus.flag-exporter.collector.authorized-keys.evaluation=canary-of-an-application",
                EXPORTERS + "works.kind=witness",
                EXPORTERS + "works.file=works.txt",
                EXPORTERS + "works.password=canary-by-type",
                EXPORTERS + "works.pins=canary,canary",
                EXPORTERS + "works.reader=${backwards::reldnah-yb-yranac}",
                EXPORTERS + "works.headers.\"X-Api-Key\"=canary-by-name",
                EXPORTERS + "works.headers.Accept=${sink.token}",
                EXPORTERS + "works.format-options.token=canary-option",
                "sink.token=canary-by-reference",
                EXPORTERS + "fails.kind=witness",
                EXPORTERS + "fails.file=fails.txt",
                // a character that the JDK does not allow, and complains of with the whole value
                EXPORTERS + "fails.headers.Authorization=Bearer canary\\u0001"));
    }

    private static String[] lines(List<String> configuration) {
        return configuration.toArray(String[]::new);
    }

    @Test
    void neitherTheLogNorAnEndpointNorATextOfAnObjectShowsOne() throws Exception {
        List<String> configuration = configuration();
        List<String> heard = new ArrayList<>();
        try (Application application =
                new Application(directory).configure(lines(configuration)).start()) {
            application.get("/visit/visitor");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(application.lines("works.txt")).hasSize(1);
                assertThat(application.get("/printed")).contains("invalid header value");
            });
            heard.add(application.get("/printed"));
            heard.add(application.get("/q/health"));
            heard.add(application.get("/q/health/well"));

            configuration.replaceAll(line -> line.replace("canary-by-type", "another canary"));
            application.configure(lines(configuration));
            heard.add(application.get("/printed/reload"));
            assertThat(heard).last().asString().contains("APPLIED", "works\".password");

            configuration.add(EXPORTERS + "works.api-keys=canary");
            configuration.add(EXPORTERS + "works.place.home-address=http://host/canary path/${sink.token}");
            configuration.add(EXPORTERS + "works.headers.Cookie=canary ${MISSING}");
            application.configure(lines(configuration));
            heard.add(application.get("/printed/reload"));
            assertThat(heard).last().asString().contains("INVALID", "api-keys", "home-address", "Cookie");
            heard.add(application.get("/printed"));

            application.terminate();
            heard.add(application.output());
            assertThat(application.lines("works.txt"))
                    .singleElement()
                    .asString()
                    .contains("canary-by-type", "canary-by-name", "canary-by-handler", "canary-by-reference");
        }
        assertThat(heard)
                .last()
                .asString()
                .contains(
                        "Exporter \"fails\" failed to deliver (attempt 1)",
                        "invalid header value: \"***\"",
                        "The new configuration is invalid");
        assertThat(heard).allSatisfy(text -> assertThat(text).doesNotContain("canary"));
    }

    @Test
    void aStartThatIsRefusedShowsNone() throws Exception {
        Application application = new Application(directory)
                .configure(
                        EXPORTERS + "a.kind=witness",
                        EXPORTERS + "a.file=a.txt",
                        EXPORTERS + "a.api-keys=canary,1",
                        EXPORTERS + "a.patience=${sink.token}",
                        EXPORTERS + "a.place.home-address=not an address but a ${sink.token}",
                        EXPORTERS + "a.headers.\"X-Api-Key\"=canary",
                        EXPORTERS + "a.paswsord=canary",
                        EXPORTERS + "a.dead-letter.directory=${sink.token}/\\u0000",
                        "sink.token=canary");
        assertThat(application.startAndEnd()).isNotZero();
        assertThat(application.output())
                .contains("The configuration of the flag exporter has ")
                .contains("\"a\".api-keys = \"***\": cannot be converted.")
                .contains("\"a\".patience = \"***\": cannot be converted.")
                .contains("\"a\".place.home-address = \"***\": cannot be converted.")
                .contains("\"a\".dead-letter.directory = \"***\": is not a valid path.")
                .contains("\"a\".paswsord: is no key of this exporter. Did you mean password?")
                .doesNotContain("canary");
    }
}
