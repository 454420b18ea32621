package com.example.exporter;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/** Appends each event to a file, as a line of JSON behind a column that says who wrote it. */
final class AuditExporter implements Exporter {

    private final AuditExporterConfig config;
    private final String signature;
    private @Nullable OutputStream output;

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
    public void open() throws Exception {
        output = new BufferedOutputStream(
                Files.newOutputStream(config.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        OutputStream file = output;
        if (file == null) {
            throw new IllegalStateException("not open");
        }
        for (ExportableEvent event : events) {
            file.write((signature + mark(event) + '\t').getBytes(StandardCharsets.UTF_8));
            file.write(event.formatInJson());
            file.write('\n');
        }
        file.flush();
    }

    private String mark(ExportableEvent event) {
        Instant oldest = Instant.now().minus(config.freshFor());
        return Instant.ofEpochSecond(event.creationDate()).isBefore(oldest) ? " old" : " fresh";
    }

    @Override
    public void close() throws Exception {
        OutputStream file = output;
        if (file != null) {
            file.close();
        }
    }
}
