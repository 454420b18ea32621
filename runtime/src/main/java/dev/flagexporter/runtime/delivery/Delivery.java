package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * One exact set of events under one id, for ever. What remains of it after a partial failure, and each half of one that
 * is divided, is another delivery.
 *
 * @param id the identity
 * @param parentId the delivery this is a part of
 * @param events the events in order, unmodifiable
 * @param offset the place of the event at a position
 * @param createdAt when the events were taken from the store
 */
record Delivery<T extends ExportableEvent>(
        String id, Optional<String> parentId, List<T> events, IntToLongFunction offset, Instant createdAt) {

    static <T extends ExportableEvent> Delivery<T> of(Lease<T> lease, Instant now) {
        return new Delivery<>(newId(), Optional.empty(), lease.events(), lease::offset, now);
    }

    /** A delivery that is not of the store; the keys of the map take the place of offsets. */
    static <T extends ExportableEvent> Delivery<T> of(SortedMap<Integer, T> events, Instant now) {
        int[] keys = events.keySet().stream().mapToInt(Integer::intValue).toArray();
        return new Delivery<>(newId(), Optional.empty(), List.copyOf(events.values()), position -> keys[position], now);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    int size() {
        return events.size();
    }

    long firstOffset() {
        return offset.applyAsLong(0);
    }

    long lastOffset() {
        return offset.applyAsLong(size() - 1);
    }

    /** The delivery of some of these events. */
    Delivery<T> only(Set<Integer> positions) {
        int[] kept = positions.stream().mapToInt(Integer::intValue).sorted().toArray();
        List<T> keptEvents = IntStream.of(kept).mapToObj(events::get).toList();
        return part(keptEvents, position -> offset.applyAsLong(kept[position]));
    }

    /** Two deliveries of one half of the events each. */
    List<Delivery<T>> halves() {
        int middle = size() / 2;
        return List.of(range(0, middle), range(middle, size()));
    }

    /** What is still to be sent after an attempt. */
    List<Delivery<T>> rest(Outcome outcome) {
        if (outcome instanceof Outcome.Failed) {
            return List.of(this);
        }
        if (outcome instanceof Outcome.PartlyFailed partly) {
            return List.of(only(partly.positions()));
        }
        return outcome instanceof Outcome.Rejected rejected ? withoutRejected(rejected) : List.of();
    }

    /** The same delivery if it is no larger than a batch may be, else parts that are not. */
    List<Delivery<T>> within(LeaseLimits limits) {
        List<Delivery<T>> parts = new ArrayList<>();
        int from = 0;
        while (from < size()) {
            int to = end(from, limits);
            parts.add(from == 0 && to == size() ? this : range(from, to));
            from = to;
        }
        return parts;
    }

    /** Where a batch ends that begins at a position, which has one event at least. */
    private int end(int from, LeaseLimits limits) {
        long bytes = events.get(from).sizeHint();
        int to = from + 1;
        while (to < size() && to - from < limits.maxEvents()) {
            bytes += events.get(to).sizeHint();
            if (bytes > limits.maxBytes()) {
                return to;
            }
            to++;
        }
        return to;
    }

    /** What is still to be sent after a rejection: the events that are not to blame, or both halves of all. */
    List<Delivery<T>> withoutRejected(Outcome.Rejected rejected) {
        Set<Integer> refused = rejected.positions(size());
        if (refused.isEmpty()) {
            return halves();
        }
        Set<Integer> others = new HashSet<>(Outcome.allPositions(size()));
        others.removeAll(refused);
        return others.isEmpty() ? List.of() : List.of(only(others));
    }

    private Delivery<T> range(int from, int to) {
        return part(events.subList(from, to), position -> offset.applyAsLong(from + position));
    }

    private Delivery<T> part(List<T> someEvents, IntToLongFunction theirOffset) {
        return new Delivery<>(newId(), Optional.of(id), someEvents, theirOffset, createdAt);
    }
}
