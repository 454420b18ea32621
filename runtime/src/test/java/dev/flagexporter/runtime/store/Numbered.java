package dev.flagexporter.runtime.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event that is a number and nothing else, so that a model checker has not much to follow.
 *
 * @param number tells the event from others
 */
record Numbered(int number) implements ExportableEvent {

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
    public @Nullable Object field(String name) {
        return null;
    }

    @Override
    public int sizeHint() {
        return 1;
    }

    @Override
    public void writeJson(JsonGenerator generator) {
        throw new UnsupportedOperationException("nobody writes it");
    }
}
