package com.example.old;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.object.BatchObject;
import dev.flagexporter.spi.object.BatchObjects;

/** Writes each batch as one object, and refuses events without a user for good. */
final class ObjectExporter implements Exporter {

    private final Path directory;
    private final BatchObjects objects;

    ObjectExporter(Path directory, BatchObjects objects) {
        this.directory = directory;
        this.objects = objects;
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void open() throws Exception {
        Files.createDirectories(directory);
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        if (events.stream().anyMatch(event -> event.userKey().isEmpty())) {
            throw ExportException.rejected("an event without a user", null);
        }
        BatchObject object = objects.of(context, events);
        try (OutputStream output = Files.newOutputStream(directory.resolve(object.name()))) {
            object.content().writeTo(output);
        }
    }
}
