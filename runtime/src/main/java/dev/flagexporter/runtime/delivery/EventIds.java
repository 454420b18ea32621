package dev.flagexporter.runtime.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.flagexporter.spi.store.Lease;

/**
 * The offset and the id of each event of a delivery, by position. An event keeps its id over retries, replays and dead
 * letters: it is kept with a dead letter, and follows from store id and offset otherwise.
 */
final class EventIds {

    private final String storeId;
    private final long[] offsets;
    private final List<String> kept;

    private EventIds(String storeId, long[] offsets, List<String> kept) {
        this.storeId = storeId;
        this.offsets = offsets;
        this.kept = kept;
    }

    static EventIds of(String storeId, Lease<?> lease) {
        long[] offsets = new long[lease.events().size()];
        Arrays.setAll(offsets, lease::offset);
        return new EventIds(storeId, offsets, List.of());
    }

    /** Ids that were kept with their events, which get offsets from this one on. */
    static EventIds kept(String storeId, long firstOffset, List<String> ids) {
        return new EventIds(
                storeId, LongStream.range(firstOffset, firstOffset + ids.size()).toArray(), ids);
    }

    /** The incarnation of the store that the offsets belong to. */
    String storeId() {
        return storeId;
    }

    long offset(int position) {
        return offsets[position];
    }

    String id(int position) {
        return kept.isEmpty() ? storeId + "-" + offsets[position] : kept.get(position);
    }

    EventIds only(int[] positions) {
        return new EventIds(
                storeId,
                IntStream.of(positions).mapToLong(position -> offsets[position]).toArray(),
                kept.isEmpty()
                        ? kept
                        : IntStream.of(positions).mapToObj(kept::get).toList());
    }
}
