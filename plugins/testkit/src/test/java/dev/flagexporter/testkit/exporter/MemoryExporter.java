package dev.flagexporter.testkit.exporter;

import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An exporter that keeps the contract; its subclasses break it. */
class MemoryExporter implements Exporter {

    final Destination destination;

    MemoryExporter(Destination destination) {
        this.destination = destination;
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void open() throws Exception {
        destination.connect();
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        destination.send(events.stream().map(this::text).toList());
    }

    String text(ExportableEvent event) {
        return new String(event.formatInJson(), UTF_8);
    }
}
