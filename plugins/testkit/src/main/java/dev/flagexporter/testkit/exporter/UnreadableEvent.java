package dev.flagexporter.testkit.exporter;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/** An event that no exporter can deliver. */
final class UnreadableEvent implements ExportableEvent {

    private final EventType type;

    UnreadableEvent(EventType type) {
        this.type = type;
    }

    private static IllegalStateException unreadable() {
        return new IllegalStateException("this event cannot be read");
    }

    @Override
    public EventType type() {
        return type;
    }

    @Override
    public String userKey() {
        throw unreadable();
    }

    @Override
    public String key() {
        throw unreadable();
    }

    @Override
    public long creationDate() {
        throw unreadable();
    }

    @Override
    public Object field(String name) {
        throw unreadable();
    }

    @Override
    public int sizeHint() {
        return 1;
    }

    @Override
    public void writeJson(JsonGenerator generator) {
        throw unreadable();
    }
}
