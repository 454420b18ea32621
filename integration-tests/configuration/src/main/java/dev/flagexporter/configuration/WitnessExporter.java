package dev.flagexporter.configuration;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.flagexporter.configuration.WitnessExporterConfig.Distribution;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.ExportableEvent;
import io.smallrye.config.Secret;

/** Says of each event how it was configured, secrets included. */
final class WitnessExporter implements Exporter {

    private static final List<Object> SEEN = new CopyOnWriteArrayList<>();

    private final WitnessExporterConfig config;
    private final String testimony;

    WitnessExporter(WitnessExporterConfig config, ExporterEnvironment environment) {
        SEEN.addAll(List.of(config, config.password(), environment, this));
        this.config = config;
        this.testimony = "%s for %s in %d ms, password %s, headers %s, options %s"
                        .formatted(
                                environment.exporterName(),
                                config.reader(),
                                config.patience().toMillis(),
                                config.password().map(Secret::get).orElse("none"),
                                new TreeMap<>(config.headers()),
                                new TreeMap<>(environment.formatOptions()))
                + distribution(config.distributionList());
    }

    /** Of those only who are there. */
    private static String distribution(Distribution list) {
        StringBuilder readers = new StringBuilder();
        list.carbonCopies().ifPresent(names -> readers.append(", copies for ").append(names));
        new TreeMap<>(list.branchOffices())
                .forEach((name, place) ->
                        readers.append(", at ").append(name).append(' ').append(place.homeAddress()));
        list.lastReader().ifPresent(last -> readers.append(", last ").append(last.fullName()));
        return readers.toString();
    }

    /** What the exporters were made from. */
    static List<Object> seen() {
        return SEEN;
    }

    @Override
    public boolean isBulk() {
        return false;
    }

    /** Fails for a header that HTTP does not allow, as an exporter that really sends would. */
    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(config.place().homeAddress());
        config.headers().forEach(request::header);
        List<String> lines = events.stream().map(event -> testimony).toList();
        Files.write(config.file(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
