package dev.flagexporter.deployment;

import java.util.List;

import jakarta.enterprise.context.Dependent;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.ExportableEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;

/** Exporters that fail when they are asked whether they are bulk exporters: a startup message, and no exporter at work. */
class UndecidedExportersTest {

    private static final String OPENED = "undecided.opened";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> application
                    .addClasses(FakePlugin.class, Undecided.class, UndecidedBean.class)
                    .addClasses(NoKeys.class, UndecidedFactory.class, UnfinishedFactory.class, FineFactory.class)
                    .addAsServiceProvider(
                            ExporterFactory.class, UndecidedFactory.class, UnfinishedFactory.class, FineFactory.class))
            .overrideConfigKey(EXPORTERS + "bean.kind", "undecided-bean")
            .overrideConfigKey(EXPORTERS + "plugin.kind", "undecided")
            .overrideConfigKey(EXPORTERS + "unfinished.kind", "unfinished")
            .overrideConfigKey(EXPORTERS + "fine.kind", "fine")
            .assertException(UndecidedExportersTest::assertOneMessage);

    private static void assertOneMessage(Throwable thrown) {
        assertThat(thrown).hasStackTraceContaining("""
                The configuration of the flag exporter has 3 problems:
                  - quarkus.flag-exporter.exporters."bean".kind = "undecided-bean": the plugin failed with java.lang.IllegalStateException: the bean has no answer. Correct its configuration, or report the defect to its authors.
                  - quarkus.flag-exporter.exporters."plugin".kind = "undecided": the plugin failed with java.lang.IllegalStateException: the plugin has no answer. Correct its configuration, or report the defect to its authors.
                  - quarkus.flag-exporter.exporters."unfinished".kind = "unfinished": the plugin failed with java.lang.AssertionError: not implemented. Correct its configuration, or report the defect to its authors.
                """);
        assertThat(System.getProperty(OPENED)).isNull();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("flag-exporter-fine"));
    }

    @Test
    void isNeverReached() {
        Assertions.fail("the application started");
    }

    /** No keys. */
    public interface NoKeys {}

    /** Does not say what it is. */
    public static class Undecided implements Exporter {

        private final Throwable failure;

        Undecided(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public boolean isBulk() {
            return sneakyThrow(failure);
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> boolean sneakyThrow(Throwable thrown) throws E {
            throw (E) thrown;
        }

        @Override
        public void open() {
            System.setProperty(OPENED, "an exporter without an answer");
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {}
    }

    /** A bean that does not say what it is. */
    @Dependent
    @Identifier("undecided-bean")
    public static class UndecidedBean extends Undecided {

        UndecidedBean() {
            super(new IllegalStateException("the bean has no answer"));
        }
    }

    /** A plugin whose exporter does not say what it is. */
    public static class UndecidedFactory implements ExporterFactory<NoKeys> {

        @Override
        public String kind() {
            return "undecided";
        }

        @Override
        public Class<NoKeys> configType() {
            return NoKeys.class;
        }

        @Override
        public CommonExporter create(NoKeys config, ExporterEnvironment environment) {
            return new Undecided(new IllegalStateException("the plugin has no answer"));
        }
    }

    /** A plugin whose exporter answers with an error. */
    public static class UnfinishedFactory extends UndecidedFactory {

        @Override
        public String kind() {
            return "unfinished";
        }

        @Override
        public CommonExporter create(NoKeys config, ExporterEnvironment environment) {
            return new Undecided(new AssertionError("not implemented"));
        }
    }

    /** A plugin without a fault. */
    public static class FineFactory extends UndecidedFactory {

        @Override
        public String kind() {
            return "fine";
        }

        @Override
        public CommonExporter create(NoKeys config, ExporterEnvironment environment) {
            return new Undecided(new AssertionError()) {
                @Override
                public boolean isBulk() {
                    return false;
                }
            };
        }
    }
}
