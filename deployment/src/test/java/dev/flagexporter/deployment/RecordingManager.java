package dev.flagexporter.deployment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.flagexporter.DataExporter;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;
import io.vertx.core.Context;

/** Keeps the events that it is given, and answers as it is told. */
class RecordingManager<T extends ExportableEvent> implements Manager<T> {

    final List<T> events = new CopyOnWriteArrayList<>();
    volatile AppendResult result = AppendResult.APPENDED;
    volatile boolean appendedOnEventLoop;

    private final EventType type;

    RecordingManager(EventType type) {
        this.type = type;
    }

    void reset() {
        events.clear();
        result = AppendResult.APPENDED;
    }

    @Override
    public EventType eventType() {
        return type;
    }

    @Override
    public AppendResult addEvent(T event) {
        return addEvents(List.of(event));
    }

    @Override
    public AppendResult addEvents(List<? extends T> added) {
        appendedOnEventLoop = Context.isOnEventLoopThread();
        if (result == AppendResult.APPENDED) {
            events.addAll(added);
        }
        return result;
    }

    @Override
    public List<DataExporter<T>> exporters() {
        return List.of();
    }

    @Override
    public Optional<DataExporter<T>> exporter(String name) {
        return Optional.empty();
    }

    @Override
    public long droppedWithoutExporter() {
        return 0;
    }

    @Override
    public PreparedAppend prepareEvents(List<? extends T> prepared) {
        return result == AppendResult.APPENDED
                ? PreparedAppend.of(result, () -> addEvents(prepared))
                : PreparedAppend.of(result);
    }

    @Override
    public long notAppendedEvents(AppendResult answer) {
        return 0;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public OptionalLong pendingBytes(String name) {
        return OptionalLong.empty();
    }

    @Override
    public boolean isPushingBack(String name) {
        return false;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}
}
