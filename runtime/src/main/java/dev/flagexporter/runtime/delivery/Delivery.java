package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * One exact set of events under one id, forever. The remainder of a partial failure, and each half of a bisected
 * delivery, is another delivery with its own id. A delivery holds its own events and nothing of its parent.
 *
 * @param id the identity
 * @param parentId the delivery that this one is a part of
 * @param events the events in order, unmodifiable
 * @param ids the offset and id of each event
 * @param createdAt when the events were taken from the store
 */
record Delivery<T extends ExportableEvent>(
        String id, Optional<String> parentId, List<T> events, EventIds ids, Instant createdAt) {

    static <T extends ExportableEvent> Delivery<T> of(Lease<T> lease, String storeId, Instant now) {
        return of(lease.events(), EventIds.of(storeId, lease), now);
    }

    static <T extends ExportableEvent> Delivery<T> of(List<T> events, EventIds ids, Instant now) {
        return new Delivery<>(newId(), Optional.empty(), events, ids, now);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    int size() {
        return events.size();
    }

    long firstOffset() {
        return ids.offset(0);
    }

    long lastOffset() {
        return ids.offset(size() - 1);
    }

    /** The delivery of some of these events; this one if it is all of them. */
    Delivery<T> only(Set<Integer> positions) {
        return positions.size() == size()
                ? this
                : only(positions.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    private Delivery<T> only(int[] positions) {
        List<T> kept = IntStream.of(positions).mapToObj(events::get).toList();
        return new Delivery<>(newId(), Optional.of(id), kept, ids.only(positions), createdAt);
    }

    private Delivery<T> range(int from, int to) {
        return from == 0 && to == size() ? this : only(IntStream.range(from, to).toArray());
    }

    /** Two deliveries of one half of the events each. */
    List<Delivery<T>> halves() {
        int middle = size() / 2;
        return List.of(range(0, middle), range(middle, size()));
    }

    /** One delivery of the events of several parts of this one, which keep the order that they have in it. */
    Delivery<T> reunite(List<Delivery<T>> parts) {
        Set<Long> offsets = parts.stream().flatMap(Delivery::offsets).collect(Collectors.toSet());
        return only(IntStream.range(0, size())
                .filter(position -> offsets.contains(ids.offset(position)))
                .boxed()
                .collect(Collectors.toSet()));
    }

    private Stream<Long> offsets() {
        return IntStream.range(0, size()).mapToObj(ids::offset);
    }

    /** This delivery if it is no larger than a batch may be, else parts that are not. */
    List<Delivery<T>> within(LeaseLimits limits) {
        List<Delivery<T>> parts = new ArrayList<>();
        int from = 0;
        while (from < size()) {
            int to = end(from, limits);
            parts.add(range(from, to));
            from = to;
        }
        return parts;
    }

    /** Where a batch ends that begins at a position; it has at least one event. */
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
}
