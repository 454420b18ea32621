package dev.flagexporter.deployment;

import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;

/** An application without the TLS configuration that its exporter names does not start. */
class UnknownTlsConfigurationTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                application.addClasses(SecureExporterFactory.class, SecureExporterFactory.Keys.class);
                application.addAsServiceProvider(ExporterFactory.class, SecureExporterFactory.class);
            })
            .overrideConfigKey(EXPORTERS + "lake.kind", "secure")
            .overrideConfigKey(EXPORTERS + "lake.tls-name", "destination")
            .assertException(thrown -> assertThat(thrown)
                    .hasStackTraceContaining(
                            "quarkus.flag-exporter.exporters.\"lake\".tls-name = \"destination\": is not the name of a TLS configuration."
                                    + " Configure it with quarkus.tls.\"destination\".*, or correct the name."));

    @Test
    void isNeverReached() {
        Assertions.fail("the application started");
    }
}
