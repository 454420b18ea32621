package dev.flagexporter.spi.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.flagexporter.spi.event.ExportableEvent;

/** JSON lines: one object a line, each line ended by a line feed. */
final class JsonFormat implements EventFormat {

    private static final JsonFactory FACTORY = new JsonFactory();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public EventWriter writer(FormatSettings settings) {
        return JsonFormat::write;
    }

    private static void write(List<? extends ExportableEvent> events, OutputStream output) throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(output)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            // nothing between the objects: the line feed is written with each, the last one included
            generator.setPrettyPrinter(new MinimalPrettyPrinter(""));
            for (ExportableEvent event : events) {
                event.writeJson(generator);
                generator.writeRaw('\n');
            }
        }
    }
}
