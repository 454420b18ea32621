package dev.flagexporter.deployment;

import java.util.stream.Stream;

import dev.flagexporter.spi.ExporterFactory;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** Puts the fake plugin into a test's application. */
final class FakePlugin {

    static final String EXPORTERS = "quarkus.flag-exporter.exporters.";

    private FakePlugin() {}

    /** With its service file. */
    static void addTo(JavaArchive application, Class<?>... otherFactories) {
        addClassesTo(application);
        application.addAsServiceProvider(
                ExporterFactory.class,
                Stream.concat(Stream.of(FakeExporterFactory.class), Stream.of(otherFactories))
                        .toArray(Class<?>[]::new));
    }

    /** Without a service file. */
    static void addClassesTo(JavaArchive application) {
        application.addClasses(
                FakePlugin.class,
                FakeExporter.class,
                FakeExporterFactory.class,
                FakeExporterConfig.class,
                FakeExporterConfig.HttpConfig.class,
                FakeExporterConfig.TlsConfig.class);
    }
}
