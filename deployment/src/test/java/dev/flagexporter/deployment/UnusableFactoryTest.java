package dev.flagexporter.deployment;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.ConfigMapping;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Factories that do not exist, or do not say what is needed, fail the build, all of them at once. */
class UnusableFactoryTest {

    private static final String HERE = "dev.flagexporter.deployment.UnusableFactoryTest$";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> application
                    .addClasses(Factory.class, Nameless.class, Hidden.class, HiddenConfig.class, OfClass.class)
                    .addClasses(OfApplication.class, ApplicationConfig.class, NoConfig.class)
                    .addAsResource(
                            new StringAsset(String.join(
                                    "\n",
                                    "org.acme.Missing",
                                    HERE + "Nameless",
                                    HERE + "Hidden",
                                    HERE + "OfClass",
                                    HERE + "OfApplication")),
                            "META-INF/services/dev.flagexporter.spi.ExporterFactory"))
            .assertException(thrown -> assertThat(thrown).hasStackTraceContaining(expected()));

    private static String expected() {
        return """
                The exporter factory org.acme.Missing cannot be used: java.lang.ClassNotFoundException: org.acme.Missing. It must be a public class that implements ExporterFactory and has a public constructor without parameters. Correct the plugin, or remove it from the application.
                The exporter factory HERENameless cannot be used: its kind() is empty. Correct the plugin, or remove it from the application.
                The exporter factory HEREHidden cannot be used: its configType() is no public interface, but interface HEREHiddenConfig. Correct the plugin, or remove it from the application.
                The exporter factory HEREOfClass cannot be used: its configType() is no public interface, but class java.lang.String. Correct the plugin, or remove it from the application.
                The exporter factory HEREOfApplication cannot be used: its configType() HEREApplicationConfig has the annotation @ConfigMapping, which is for the configuration of applications. Correct the plugin, or remove it from the application.""".replace("HERE", HERE);
    }

    @Test
    void isNeverReached() {
        Assertions.fail("the application was built");
    }

    /** No keys. */
    public interface NoConfig {}

    /** Not for others. */
    interface HiddenConfig {}

    /** Mapped by Quarkus. */
    @ConfigMapping(prefix = "app")
    public interface ApplicationConfig {}

    /** Makes nothing. */
    public abstract static class Factory<C> implements ExporterFactory<C> {

        private final String kind;
        private final Class<C> configType;

        Factory(String kind, Class<C> configType) {
            this.kind = kind;
            this.configType = configType;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Class<C> configType() {
            return configType;
        }

        @Override
        public CommonExporter create(C config, ExporterEnvironment environment) {
            throw new AssertionError();
        }
    }

    /** Has no kind. */
    public static class Nameless extends Factory<NoConfig> {

        /** For the service loader. */
        public Nameless() {
            super(" ", NoConfig.class);
        }
    }

    /** Has a configuration that cannot be seen. */
    public static class Hidden extends Factory<HiddenConfig> {

        /** For the service loader. */
        public Hidden() {
            super("hidden", HiddenConfig.class);
        }
    }

    /** Has a configuration that is no interface. */
    public static class OfClass extends Factory<String> {

        /** For the service loader. */
        public OfClass() {
            super("class", String.class);
        }
    }

    /** Has a configuration that is the application's as well. */
    public static class OfApplication extends Factory<ApplicationConfig> {

        /** For the service loader. */
        public OfApplication() {
            super("application", ApplicationConfig.class);
        }
    }
}
