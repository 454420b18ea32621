package dev.flagexporter.spi.event;

import java.io.IOException;
import java.io.UncheckedIOException;

/** One event as bytes of its own. A whole batch is cheaper through an event format. */
final class EventText {

    private EventText() {}

    static byte[] json(ExportableEvent event) {
        OutputBuffer buffer = OutputBuffer.growing(event.sizeHint());
        try {
            new EventBytes(buffer).write(event);
        } catch (IOException e) {
            throw new UncheckedIOException("an event could not be written to memory", e);
        }
        return buffer.toByteArray();
    }
}
