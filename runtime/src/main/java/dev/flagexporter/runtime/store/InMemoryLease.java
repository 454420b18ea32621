package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.Lease;

/** Holds its events and nothing of the log they came from. */
final class InMemoryLease<T extends ExportableEvent> implements Lease<T> {

    private final String consumerId;
    private final List<T> events;
    private final long firstOffset;

    InMemoryLease(String consumerId, List<T> events, long firstOffset) {
        this.consumerId = consumerId;
        this.events = events;
        this.firstOffset = firstOffset;
    }

    @Override
    public String consumerId() {
        return consumerId;
    }

    @Override
    public List<T> events() {
        return events;
    }

    @Override
    public long offset(int position) {
        return firstOffset + Objects.checkIndex(position, events.size());
    }

    /** A part of this lease, from one position up to another. */
    InMemoryLease<T> part(int from, int to) {
        return new InMemoryLease<>(consumerId, events.subList(from, to), firstOffset + from);
    }

    /** This lease and the events that follow it. */
    InMemoryLease<T> join(InMemoryLease<T> rest) {
        List<T> all = new ArrayList<>(events);
        all.addAll(rest.events);
        return new InMemoryLease<>(consumerId, Collections.unmodifiableList(all), firstOffset);
    }
}
