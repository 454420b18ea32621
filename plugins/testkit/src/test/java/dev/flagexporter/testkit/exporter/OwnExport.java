package dev.flagexporter.testkit.exporter;

import java.util.List;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.ExportableEvent;

/** A plugin that exports in a way of its own, as its test. */
abstract class OwnExport extends MemoryExporterContractTest {

    @Override
    CommonExporter exporter(MemoryExporterConfig config) {
        return new MemoryExporter(destination) {
            @Override
            public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                OwnExport.this.export(events);
            }
        };
    }

    abstract void export(List<? extends ExportableEvent> events) throws Exception;

    static List<String> texts(List<? extends ExportableEvent> events) {
        MemoryExporter sound = new MemoryExporter(new Destination());
        return events.stream().map(sound::text).toList();
    }
}
