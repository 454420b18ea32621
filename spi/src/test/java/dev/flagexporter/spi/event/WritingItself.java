package dev.flagexporter.spi.event;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/** An event of a class of its own, as a third party may have made one. */
record WritingItself() implements ExportableEvent {

    @Override
    public EventType type() {
        return EventType.FEATURE;
    }

    @Override
    public String userKey() {
        return "u";
    }

    @Override
    public String key() {
        return "k";
    }

    @Override
    public long creationDate() {
        return 0;
    }

    @Override
    public @Nullable Object field(String name) {
        return null;
    }

    @Override
    public int sizeHint() {
        return 1;
    }

    @Override
    public void writeJson(JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("own", 1);
        generator.writeEndObject();
    }
}
