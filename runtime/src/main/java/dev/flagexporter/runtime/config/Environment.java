package dev.flagexporter.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.EventType;

/** What a factory is told. */
record Environment(String exporterName, EventType eventType, String hostname, Map<String, String> formatOptions)
        implements ExporterEnvironment {

    static Environment of(ExporterSettings settings) {
        return new Environment(
                settings.name(), settings.eventType(), Hostname.VALUE, Map.copyOf(settings.formatOptions()));
    }

    /** Without the options: there may be secrets. */
    @Override
    public String toString() {
        return "exporter " + exporterName + " of " + eventType.configuredName() + " events on " + hostname;
    }

    /** Asked for once: a resolver can take its time. */
    private static final class Hostname {

        static final String VALUE = find();

        private static String find() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }
}
