package dev.flagexporter.deployment;

import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.builder.item.MultiBuildItem;

/**
 * Another extension's exporters of one kind. A plugin that is a mere jar names its factory in
 * {@code META-INF/services/dev.flagexporter.spi.ExporterFactory}; an extension can decide while an application is built
 * whether there is such a kind in it, and then produces this item instead:
 *
 * <pre>{@code
 * @BuildStep
 * ExporterBuildItem exporter(Capabilities capabilities) {
 *     return capabilities.isPresent(Capability.KAFKA) ? new ExporterBuildItem("org.acme.AcmeExporterFactory") : null;
 * }
 * }</pre>
 *
 * <p>The factory's keys, and that its kind is the only one of its name, are checked as those of a plugin.
 */
public final class ExporterBuildItem extends MultiBuildItem {

    private final String factoryClass;

    /**
     * Adds a factory to the application.
     *
     * @param factoryClass the name of a public class on the application's run-time class path, an
     *     {@link ExporterFactory} with a public constructor without parameters and without side effects
     */
    public ExporterBuildItem(String factoryClass) {
        this.factoryClass = factoryClass;
    }

    /**
     * The class of the factory.
     *
     * @return the name of a class
     */
    public String factoryClass() {
        return factoryClass;
    }
}
