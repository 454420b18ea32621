package dev.flagexporter.testkit;

import java.util.Map;

import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.EventType;

/**
 * The environment of an exporter under test.
 *
 * @param exporterName the exporter's name
 * @param eventType the events it gets
 * @param hostname the machine's name
 * @param formatOptions options for the format
 */
public record TestEnvironment(
        String exporterName, EventType eventType, String hostname, Map<String, String> formatOptions)
        implements ExporterEnvironment {

    /**
     * An exporter named {@code test} on a machine named {@code node-7}.
     *
     * @param eventType the events it gets
     * @return the environment
     */
    public static TestEnvironment of(EventType eventType) {
        return new TestEnvironment("test", eventType, "node-7", Map.of());
    }
}
