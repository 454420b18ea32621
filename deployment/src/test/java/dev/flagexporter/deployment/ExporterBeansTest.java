package dev.flagexporter.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

import dev.flagexporter.DataExporter;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.DeprecatedExporterV1;
import dev.flagexporter.spi.DeprecatedExporterV2;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Exporters that are beans: nobody injects them, and their identifier is their kind. */
@SuppressWarnings("deprecation")
class ExporterBeansTest {

    private static final List<String> NAMES = List.of("one", "two", "produced", "first", "second");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> application
                    .addClasses(FakePlugin.class, BeanExporter.class, ProducedExporter.class, Producer.class)
                    .addClasses(FirstInterface.class, SecondInterface.class, Journal.class))
            .overrideConfigKey("shop.name", "books")
            .overrideConfigKey(EXPORTERS + "one.kind", "bean")
            .overrideConfigKey(EXPORTERS + "two.kind", "bean")
            .overrideConfigKey(EXPORTERS + "produced.kind", "produced")
            .overrideConfigKey(EXPORTERS + "first.kind", "first-interface")
            .overrideConfigKey(EXPORTERS + "second.kind", "second-interface")
            .setAfterUndeployListener(ExporterBeansTest::assertEnded);

    /** What happened to the exporters, by their names; where also the class loader of the test sees it. */
    static final class Journal {

        private Journal() {}

        static void write(String exporterName, String line) {
            System.setProperty("journal." + exporterName, read(exporterName) + line + " ");
        }

        static String read(String exporterName) {
            return System.getProperty("journal." + exporterName, "");
        }
    }

    /** A bean of today's interface, with injection. */
    @Dependent
    @Identifier("bean")
    public static class BeanExporter implements Exporter {

        static final Map<String, BeanExporter> BY_NAME = new ConcurrentHashMap<>();

        @ConfigProperty(name = "shop.name")
        String shop;

        private String name = "";

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {
            name = context.exporterName();
            BY_NAME.put(name, this);
            events.forEach(event -> Journal.write(name, shop + ":" + event.key()));
        }

        @Override
        public void close() {
            Journal.write(name, "closed");
        }

        @PreDestroy
        void destroyed() {
            Journal.write(name, "destroyed");
        }
    }

    /** Not a bean by itself. */
    public static class ProducedExporter implements Exporter {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {
            events.forEach(event -> Journal.write("produced", event.key()));
        }
    }

    /** Produces an exporter, and disposes of it. */
    @Dependent
    public static class Producer {

        @Produces
        @Dependent
        @Identifier("produced")
        Exporter make() {
            return new ProducedExporter();
        }

        void dispose(@jakarta.enterprise.inject.Disposes @Identifier("produced") Exporter exporter) {
            Journal.write("produced", "destroyed");
        }
    }

    /** A bean of the first interface. */
    @Dependent
    @Identifier("first-interface")
    public static class FirstInterface implements DeprecatedExporterV1 {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, Logger logger, List<FeatureEvent> events) {
            events.forEach(event -> Journal.write("first", event.key()));
        }

        @PreDestroy
        void destroyed() {
            Journal.write("first", "destroyed");
        }
    }

    /** A bean of the second interface. */
    @Dependent
    @Identifier("second-interface")
    public static class SecondInterface implements DeprecatedExporterV2 {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, System.Logger logger, List<FeatureEvent> events) {
            events.forEach(event -> Journal.write("second", event.key()));
        }

        @PreDestroy
        void destroyed() {
            Journal.write("second", "destroyed");
        }
    }

    @Inject
    Manager<FeatureEvent> features;

    @BeforeEach
    void forgetTheInstancesThatWereLookedAtOnly() {
        NAMES.forEach(name -> System.clearProperty("journal." + name));
    }

    @Test
    void eachConfiguredExporterIsAnInstanceOfItsOwnAndGetsTheEvents() {
        features.addEvent(FeatureEvent.of("ada", false, "flag", true, "on", false, "", "SERVER", null));
        features.exporters().forEach(DataExporter::flush);

        NAMES.forEach(name -> await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Journal.read(name)).contains("flag")));
        assertThat(Journal.read("one")).isEqualTo("books:flag ");
        assertThat(BeanExporter.BY_NAME.get("one")).isNotSameAs(BeanExporter.BY_NAME.get("two"));
    }

    /** Each was closed as all exporters are, and then destroyed by the container, once. */
    private static void assertEnded() {
        assertThat(NAMES)
                .extracting(Journal::read)
                .containsExactly(
                        "books:flag closed destroyed ",
                        "books:flag closed destroyed ",
                        "flag destroyed ",
                        "flag destroyed ",
                        "flag destroyed ");
        NAMES.forEach(name -> System.clearProperty("journal." + name));
    }
}
