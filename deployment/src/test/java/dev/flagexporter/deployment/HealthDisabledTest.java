package dev.flagexporter.deployment;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that wants no check of the exporters. */
class HealthDisabledTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.flag-exporter.health.enabled", "false");

    @Test
    void thereIsNoCheck() {
        assertThat(RestAssured.given().get("/q/health/well").path("checks.name").toString())
                .doesNotContain("exporters");
    }
}
