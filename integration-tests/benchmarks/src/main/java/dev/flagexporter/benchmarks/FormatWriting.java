package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.format.FormatSettings;

/** What exporters of files and objects write, with the settings that hold when nothing is configured. */
final class FormatWriting extends Writing {

    private final EventWriter writer;
    private List<FeatureEvent> events = List.of();

    FormatWriting(String format) {
        super(format, format);
        this.writer = EventFormat.named(format).orElseThrow().writer(FormatSettings.defaults(EventType.FEATURE));
    }

    @Override
    void prepare(List<FeatureEvent> all) {
        events = all;
    }

    @Override
    void write(OutputStream output) throws IOException {
        writer.write(EventBatch.withoutIds(events), output);
    }
}
