package dev.flagexporter.deployment.devmode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** Greets users in a file. */
public class LiveExporter implements Exporter {

    private final LiveExporterConfig config;

    LiveExporter(LiveExporterConfig config) {
        this.config = config;
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws IOException {
        List<String> lines = events.stream().map(this::greet).toList();
        Files.write(config.file(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String greet(ExportableEvent event) {
        return config.greeting() + " " + event.userKey();
    }
}
