package dev.flagexporter.deployment;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.ExportableEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Kinds that cannot be told apart, or hide keys of the extension, fail the build, all of them at once. */
class InvalidExportersTest {

    private static final String HERE = "dev.flagexporter.deployment.InvalidExportersTest$";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                application
                        .addClasses(FirstTwin.class, SecondTwin.class, NoKeys.class, SharedBean.class)
                        .addClasses(Greedy.class, GreedyConfig.class, GreedyConfig.Nested.class)
                        .addClasses(TwinBean.class, OtherBean.class, SameBean.class);
                application.addAsServiceProvider(
                        ExporterFactory.class, FirstTwin.class, SecondTwin.class, Greedy.class);
            })
            .assertException(thrown -> assertThat(thrown)
                    .hasStackTraceContaining(
                            "The exporter kind \"twin\" is made by the bean %1$sTwinBean and the factory %1$sFirstTwin and the factory %1$sSecondTwin. Remove all but one from the application, or rename the kind."
                                    .formatted(HERE))
                    .hasStackTraceContaining(
                            "The exporter kind \"same\" is made by the bean %1$sOtherBean and the bean %1$sSameBean. Remove all but one from the application, or rename the kind."
                                    .formatted(HERE))
                    .hasStackTraceContaining(clash("batch.rows"))
                    .hasStackTraceContaining(clash("flush-interval"))
                    .hasStackTraceContaining(clash("sampling.*"))
                    .hasStackTraceContaining(clash("*"))
                    .hasStackTraceContaining(
                            "The exporter bean %sSharedBean, of the kind \"shared\", is @ApplicationScoped, but every configured exporter needs an instance of its own. Make it @Dependent."
                                    .formatted(HERE)));

    private static String clash(String key) {
        return "The key \"%1$s\" of the exporter kind \"greedy\", in %2$sGreedyConfig, made by the factory %2$sGreedy, clashes with the keys that every exporter has. Rename it, for example with @WithName."
                .formatted(key, HERE);
    }

    @Test
    void isNeverReached() {
        Assertions.fail("the application was built");
    }

    /** No keys at all. */
    public interface NoKeys {}

    /** One of three. */
    public static class FirstTwin implements ExporterFactory<NoKeys> {

        @Override
        public String kind() {
            return "twin";
        }

        @Override
        public Class<NoKeys> configType() {
            return NoKeys.class;
        }

        @Override
        public CommonExporter create(NoKeys config, ExporterEnvironment environment) {
            return new TwinBean();
        }
    }

    /** One of three. */
    public static class SecondTwin extends FirstTwin {}

    /** One of three. */
    @Dependent
    @Identifier("twin")
    public static class TwinBean implements Exporter {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {}
    }

    /** One of two beans. */
    @Dependent
    @Identifier("same")
    public static class SameBean extends TwinBean {}

    /** One of two beans. */
    @Dependent
    @Identifier("same")
    public static class OtherBean extends TwinBean {}

    /** One instance for all. */
    @ApplicationScoped
    @Identifier("shared")
    public static class SharedBean extends TwinBean {}

    /** Takes keys that are not its own. */
    public interface GreedyConfig {

        Nested batch();

        @WithName("flush-interval")
        String interval();

        String intervalOfItsOwn();

        Map<String, String> sampling();

        @WithParentName
        Map<String, String> everything();

        interface Nested {

            int rows();
        }
    }

    /** Has a greedy configuration. */
    public static class Greedy implements ExporterFactory<GreedyConfig> {

        @Override
        public String kind() {
            return "greedy";
        }

        @Override
        public Class<GreedyConfig> configType() {
            return GreedyConfig.class;
        }

        @Override
        public CommonExporter create(GreedyConfig config, ExporterEnvironment environment) {
            return new TwinBean();
        }
    }
}
