package dev.flagexporter.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A factory that does not exist, or is none, fails the build. */
class UnusableFactoryTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> application.addAsResource(
                    new StringAsset("org.acme.Missing"), "META-INF/services/dev.flagexporter.spi.ExporterFactory"))
            .assertException(
                    thrown -> assertThat(thrown)
                            .hasStackTraceContaining(
                                    "The exporter factory org.acme.Missing cannot be used: java.lang.ClassNotFoundException: org.acme.Missing. It must be a public class that implements ExporterFactory and has a public constructor without parameters. Correct the plugin, or remove it from the application."));

    @Test
    void isNeverReached() {
        Assertions.fail("the application was built");
    }
}
