package com.example.exporter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.ExportableEvent;

/** Appends each event to a file, as a line of JSON after a column that names the writer. */
final class AuditExporter implements Exporter {

    private final AuditExporterConfig config;
    private final String signature;

    AuditExporter(AuditExporterConfig config, ExporterEnvironment environment) {
        this.config = config;
        this.signature = environment.exporterName() + " "
                + config.writer().department()
                + config.writer().person().map(person -> "/" + person).orElse("");
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void open() throws IOException {
        Path directory = config.file().toAbsolutePath().getParent();
        Files.createDirectories(directory);
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ExportableEvent event : events) {
            lines.writeBytes((signature + mark(event) + '\t').getBytes(StandardCharsets.UTF_8));
            lines.writeBytes(event.formatInJson());
            lines.write('\n');
        }
        Files.write(config.file(), lines.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String mark(ExportableEvent event) {
        Instant oldest = Instant.now().minus(config.freshFor());
        return Instant.ofEpochSecond(event.creationDate()).isBefore(oldest) ? " old" : " fresh";
    }
}
