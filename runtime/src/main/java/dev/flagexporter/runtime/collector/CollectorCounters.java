package dev.flagexporter.runtime.collector;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import jakarta.inject.Singleton;

/**
 * What the collector has done since the start. Of the events, {@code received = stored + dropped + notAppended} and all
 * that were rejected.
 */
@Singleton
public class CollectorCounters {

    private final Map<Outcome, LongAdder> requests = adders(Outcome.class);
    private final Map<RejectReason, LongAdder> rejected = adders(RejectReason.class);
    private final LongAdder received = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder notAppended = new LongAdder();
    private final LongAdder droppedMeta = new LongAdder();

    /** All counts at zero. */
    public CollectorCounters() {}

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> keys) {
        Map<K, LongAdder> adders = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
        return adders;
    }

    private static <K> long sum(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        return adder == null ? 0 : adder.sum();
    }

    private static <K> void add(Map<K, LongAdder> adders, K key, long count) {
        LongAdder adder = adders.get(key);
        if (adder != null) {
            adder.add(count);
        }
    }

    /**
     * Requests that brought events, or tried to.
     *
     * @param outcome what became of them; {@link Outcome#TOO_LARGE} counts the bodies over the limit
     * @return how many
     */
    public long requests(Outcome outcome) {
        return sum(requests, outcome);
    }

    /**
     * Events in bodies that could be read, whatever became of them.
     *
     * @return how many
     */
    public long received() {
        return received.sum();
    }

    /**
     * Events that are, or were, in the event store.
     *
     * @return how many
     */
    public long stored() {
        return stored.sum();
    }

    /**
     * Events that the sender was told to be taken, and that the event store dropped: nobody exports them, or it is full.
     *
     * @return how many
     */
    public long dropped() {
        return dropped.sum();
    }

    /**
     * Events that were not appended because the store was full or closed; the sender was told to send them again.
     *
     * @return how many
     */
    public long notAppended() {
        return notAppended.sum();
    }

    /**
     * Events that could not be decoded.
     *
     * @param reason why
     * @return how many
     */
    public long rejected(RejectReason reason) {
        return sum(rejected, reason);
    }

    /**
     * Requests whose {@code meta} was beyond the limits on values and so was ignored.
     *
     * @return how many
     */
    public long droppedMeta() {
        return droppedMeta.sum();
    }

    void countRequest(Outcome outcome) {
        add(requests, outcome, 1);
    }

    /** Counts what was received, whatever will become of it. */
    void countReceived(DecodedEvents events) {
        received.add(events.received());
        events.rejections().byReason().forEach((reason, tally) -> add(rejected, reason, tally.count()));
        if (events.metaDropped()) {
            droppedMeta.increment();
        }
    }

    void countStored(long count) {
        stored.add(count);
    }

    void countDropped(long count) {
        dropped.add(count);
    }

    void countNotAppended(long count) {
        notAppended.add(count);
    }
}
