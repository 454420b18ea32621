package dev.flagexporter.spi.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.template.CsvLines;

/** Writes a line for each event, and before them a byte order mark and a header if there are any. */
final class CsvWriter implements EventWriter {

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final CsvLines lines;
    private final boolean hasBom;
    private final Optional<String> header;

    CsvWriter(CsvLines lines, boolean hasBom, Optional<String> header) {
        this.lines = lines;
        this.hasBom = hasBom;
        this.header = header;
    }

    @Override
    public void write(EventBatch batch, OutputStream output) throws IOException {
        if (hasBom) {
            output.write(BOM);
        }
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
