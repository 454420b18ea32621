package dev.flagexporter.testkit.exporter;

import java.util.AbstractList;
import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;

/** An unmodifiable list that remembers whether somebody tried. */
final class WatchedEvents extends AbstractList<ExportableEvent> {

    private final List<? extends ExportableEvent> events;
    private volatile boolean touched;

    WatchedEvents(List<? extends ExportableEvent> events) {
        this.events = events;
    }

    boolean isTouched() {
        return touched;
    }

    private UnsupportedOperationException refusal() {
        touched = true;
        return new UnsupportedOperationException("the events of a batch cannot be modified");
    }

    @Override
    public ExportableEvent get(int index) {
        return events.get(index);
    }

    @Override
    public int size() {
        return events.size();
    }

    @Override
    public ExportableEvent set(int index, ExportableEvent event) {
        throw refusal();
    }

    @Override
    public void add(int index, ExportableEvent event) {
        throw refusal();
    }

    @Override
    public ExportableEvent remove(int index) {
        throw refusal();
    }
}
