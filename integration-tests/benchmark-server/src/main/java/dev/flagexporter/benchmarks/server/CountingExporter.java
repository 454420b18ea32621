package dev.flagexporter.benchmarks.server;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import jakarta.enterprise.context.Dependent;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import io.smallrye.common.annotation.Identifier;

/** The kind {@code counting}: an exporter that costs next to nothing, so that the rest is what is measured. */
@Dependent
@Identifier("counting")
public class CountingExporter implements Exporter {

    private static final LongAdder EVENTS = new LongAdder();

    /** Creates an exporter that counts together with all others. */
    public CountingExporter() {}

    /** Returns how many events all exporters of this kind have got. */
    static long events() {
        return EVENTS.sum();
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) {
        EVENTS.add(events.size());
    }
}
