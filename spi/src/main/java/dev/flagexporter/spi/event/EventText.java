package dev.flagexporter.spi.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.flagexporter.spi.format.LineTemplate;

/** One event as bytes of its own. A whole batch is cheaper through an event format. */
final class EventText {

    private EventText() {}

    static byte[] line(ExportableEvent event, LineTemplate template) {
        StringBuilder line = new StringBuilder(128);
        template.render(event, line);
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] json(ExportableEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.sizeHint());
        try (JsonGenerator generator = JsonValues.FACTORY.createGenerator(bytes)) {
            event.writeJson(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("an event could not be written to memory", e);
        }
        return bytes.toByteArray();
    }
}
