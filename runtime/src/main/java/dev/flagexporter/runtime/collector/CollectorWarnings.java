package dev.flagexporter.runtime.collector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.runtime.config.FlagExporterSettings;
import dev.flagexporter.runtime.config.FlagExporterSettings.AuthorizedKeys;
import dev.flagexporter.runtime.config.FlagExporterSettings.CollectorSection;
import io.quarkus.runtime.configuration.MemorySize;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is probably not meant about the configuration of the collector and of the HTTP server, and is valid. */
@Singleton
class CollectorWarnings {

    private final CollectorSection collector;
    private final Optional<MemorySize> serverLimit;
    private final String host;

    @Inject
    CollectorWarnings(
            FlagExporterSettings settings,
            @ConfigProperty(name = CollectorSettings.SERVER_LIMIT) Optional<MemorySize> serverLimit,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this(settings.collector(), serverLimit, host);
    }

    CollectorWarnings(CollectorSection collector, Optional<MemorySize> serverLimit, String host) {
        this.collector = collector;
        this.serverLimit = serverLimit;
        this.host = host;
    }

    /** One sentence for each warning. */
    List<String> all() {
        List<String> warnings = new ArrayList<>();
        AuthorizedKeys keys = collector.authorizedKeys();
        if (keys.evaluation().isEmpty() && !keys.allowAnonymous() && !isLoopback(host)) {
            warnings.add("The collector accepts requests without an API key on the address " + host
                    + ". Set quarkus.flag-exporter.collector.authorized-keys.evaluation, or if this is intended,"
                    + " quarkus.flag-exporter.collector.allow-anonymous=true.");
        }
        serverLimit
                .map(MemorySize::asLongValue)
                .filter(limit -> limit < collector.maxBodySize())
                .ifPresent(limit -> warnings.add(
                        "%s is %d bytes, less than quarkus.flag-exporter.collector.max-body-size, which is %d bytes. The collector rejects larger bodies than %d bytes. Raise the limit of the HTTP server, or lower that of the collector."
                                .formatted(CollectorSettings.SERVER_LIMIT, limit, collector.maxBodySize(), limit)));
        return warnings;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
