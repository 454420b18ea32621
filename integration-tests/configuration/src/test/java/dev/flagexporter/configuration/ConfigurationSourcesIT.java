package dev.flagexporter.configuration;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The keys of a plugin in the packaged application, each exporter configured in a way of its own. */
class ConfigurationSourcesIT {

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";
    private static final String VARIABLES = "QUARKUS_FLAG_EXPORTER_EXPORTERS_";
    private static final String ENCRYPTION_KEY = "somearbitrarycrazystringthatdoesnotmatter";

    @TempDir
    private static Path directory;

    private static Application application;

    @BeforeAll
    static void startAndVisit() throws Exception {
        application = new Application(directory)
                .environment("READER", "Ada")
                .environment(VARIABLES + "_ENVIRONMENT__KIND", "witness")
                .environment(VARIABLES + "_ENVIRONMENT__FILE", "environment.txt")
                .environment(VARIABLES + "_ENVIRONMENT__READER", "Grace")
                .environment(VARIABLES + "_ENVIRONMENT__PATIENCE", "5s")
                .environment(VARIABLES + "_ENVIRONMENT__HEADERS_ACCEPT", "text/plain")
                .environment(VARIABLES + "OVERRIDDEN_READER", "Alan")
                .environment(VARIABLES + "OVERRIDDEN_HEADERS_X_API_KEY", "key")
                .environment(VARIABLES + "_WITH_DOTS__READER", "Mary")
                .environment(VARIABLES + "_WITH_DOTS__DISTRIBUTION_LIST_CARBON_COPIES_0_", "Joan")
                .environment(VARIABLES + "WITH_HYPHENS_DISTRIBUTION_LIST_CARBON_COPIES_0_", "Frances")
                .environment(VARIABLES + "WITH_HYPHENS_DISTRIBUTION_LIST_CARBON_COPIES_1_", "Jean")
                .environment(
                        VARIABLES + "WITH_HYPHENS_DISTRIBUTION_LIST_BRANCH_OFFICES_THE_HAGUE_HOME_ADDRESS", "http://h/")
                .environment(
                        VARIABLES + "WITH_HYPHENS_DISTRIBUTION_LIST_BRANCH_OFFICES__ST_IVES__HOME_ADDRESS", "http://s/")
                .environment(VARIABLES + "WITH_HYPHENS_DISTRIBUTION_LIST_LAST_READER_FULL_NAME", "Betty")
                .environment(VARIABLES + "WITH_HYPHENS_HEADERS_X_API_KEY", "key")
                .environment(VARIABLES + "WITH_HYPHENS_FORMAT_OPTIONS_PAGE_SIZE", "8")
                .environment(VARIABLES + "WITH_HYPHENS_PLACE_HOME_ADDRESS", "http://home/")
                .environment(VARIABLES + "WITH_HYPHENS_ATTEMPT_TIMEOUT", "2s")
                .systemProperty(EXPORTERS + "property.reader", "Edsger")
                .write(
                        ".env",
                        VARIABLES + "DOTENV_KIND=witness",
                        VARIABLES + "DOTENV_FILE=dotenv.txt",
                        VARIABLES + "DOTENV_READER=Tony")
                .configure(
                        EXPORTERS + "expression.kind=witness",
                        EXPORTERS + "expression.file=${user.dir}/expression.txt",
                        EXPORTERS + "expression.reader=${NOBODY:${somebody}}",
                        EXPORTERS + "expression.headers.X-Reader=the ${somebody}",
                        EXPORTERS + "expression.format-options.name=${READER}",
                        "somebody=${READER} of ${quarkus.application.name}",
                        EXPORTERS + "overridden.kind=witness",
                        EXPORTERS + "overridden.file=overridden.txt",
                        EXPORTERS + "overridden.reader=nobody",
                        EXPORTERS + "overridden.headers.X-Api-Key=none",
                        EXPORTERS + "\"with.dots\".kind=witness",
                        EXPORTERS + "\"with.dots\".file=with-dots.txt",
                        EXPORTERS + "\"with.dots\".reader=nobody",
                        EXPORTERS + "with-hyphens.kind=witness",
                        EXPORTERS + "with-hyphens.file=with-hyphens.txt",
                        EXPORTERS + "property.kind=witness",
                        EXPORTERS + "property.file=property.txt",
                        "smallrye.config.secret-handler.aes-gcm-nopadding.encryption-key=" + ENCRYPTION_KEY,
                        EXPORTERS + "encrypted.kind=witness",
                        EXPORTERS + "encrypted.file=encrypted.txt",
                        EXPORTERS + "encrypted.password=${aes-gcm-nopadding::"
                                + EncryptedText.of("open sesame", ENCRYPTION_KEY) + "}",
                        EXPORTERS + "encrypted.headers.Authorization=Bearer ${backwards::nekot}",
                        EXPORTERS + "bean.kind=console",
                        "console.greeting=Hello")
                .start();
        assertThat(application.get("/visit/visitor")).isEqualTo("APPENDED");
    }

    @AfterAll
    static void end() {
        application.close();
    }

    private static void assertTestimony(String file, String testimony) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(application.lines(file)).containsExactly(testimony));
    }

    @Test
    void expressionsOfAnyDepthHaveTheirValues() {
        assertTestimony(
                "expression.txt",
                "expression for Ada of flag-exporter-configuration in 1000 ms, password none, "
                        + "headers {X-Reader=the Ada of flag-exporter-configuration}, options {name=Ada}");
    }

    @Test
    void anExporterMayComeFromTheEnvironmentAlone() {
        assertTestimony(
                "environment.txt",
                "environment for Grace in 5000 ms, password none, headers {accept=text/plain}, options {}");
    }

    @Test
    void theEnvironmentOverridesTheFile() {
        assertTestimony(
                "overridden.txt", "overridden for Alan in 1000 ms, password none, headers {X-Api-Key=key}, options {}");
    }

    @Test
    void theEnvironmentOverridesKeysOfANameWithDots() {
        assertTestimony(
                "with-dots.txt",
                "with.dots for Mary in 1000 ms, password none, headers {}, options {}, copies for [Joan]");
    }

    @Test
    void listsMapsAndGroupsWithHyphensMayComeFromTheEnvironmentAlone() {
        assertTestimony(
                "with-hyphens.txt",
                "with-hyphens for nobody in 1000 ms, password none, headers {x-api-key=key}, "
                        + "options {page-size=8}, copies for [Frances, Jean], at st.ives http://s/, "
                        + "at the-hague http://h/, last Betty");
    }

    @Test
    void systemPropertiesApply() {
        assertTestimony("property.txt", "property for Edsger in 1000 ms, password none, headers {}, options {}");
    }

    @Test
    void aFileOfEnvironmentVariablesApplies() {
        assertTestimony("dotenv.txt", "dotenv for Tony in 1000 ms, password none, headers {}, options {}");
    }

    @Test
    void secretHandlersDecodeValues() {
        assertTestimony(
                "encrypted.txt",
                "encrypted for nobody in 1000 ms, password open sesame, headers {Authorization=Bearer token}, options {}");
    }

    @Test
    void anExporterMayBeABean() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(application.output()).contains("Hello, visitor"));
    }

    @Test
    void noKeyIsCalledUnrecognized() throws Exception {
        assertThat(application.output()).doesNotContain("Unrecognized configuration key");
    }
}
