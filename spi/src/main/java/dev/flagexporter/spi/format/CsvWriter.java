package dev.flagexporter.spi.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.template.CsvLines;

/** Writes a line for each event, and one before them if there is a header. */
final class CsvWriter implements EventWriter {

    private final CsvLines lines;
    private final Optional<String> header;

    CsvWriter(CsvLines lines, Optional<String> header) {
        this.lines = lines;
        this.header = header;
    }

    @Override
    public void write(EventBatch batch, OutputStream output) throws IOException {
        if (header.isPresent()) {
            lines.write(header.get(), output);
        }
        int position = 0;
        for (ExportableEvent event : batch.events()) {
            int current = position++;
            lines.write(event, () -> batch.eventId(current), output);
        }
    }
}
