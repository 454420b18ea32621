package dev.flagexporter.plugins.file;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/** An event of a third party that no format can write. */
final class Unwritable implements ExportableEvent {

    @Override
    public EventType type() {
        return EventType.FEATURE;
    }

    @Override
    public String userKey() {
        return "";
    }

    @Override
    public String key() {
        return "";
    }

    @Override
    public long creationDate() {
        return 0;
    }

    @Override
    public Object field(String name) {
        throw new IllegalStateException("unwritable");
    }

    @Override
    public int sizeHint() {
        return 1;
    }

    @Override
    public void writeJson(JsonGenerator generator) {
        throw new IllegalStateException("unwritable");
    }
}
