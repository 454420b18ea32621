package dev.flagexporter.runtime.delivery;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the store and the worker know about the events of an exporter. The events of an exporter that is removed
 * end with the last one before its removal: later ones may still be delivered, but are not counted.
 *
 * <p><b>Thread safety.</b> The worker alone writes the progress; anyone reads it.
 */
final class ExporterCounters<T extends ExportableEvent> {

    private final EventStore<T> store;
    private final String consumerId;
    private volatile Progress progress = Progress.NONE;
    private volatile long end = Long.MAX_VALUE;
    private volatile @Nullable ExporterCounts last;

    ExporterCounters(EventStore<T> store, String consumerId) {
        this.store = store;
        this.consumerId = consumerId;
    }

    Progress progress() {
        return progress;
    }

    /** Called by the worker only. */
    void set(Progress next) {
        progress = next;
    }

    /** The exporter is removed: events that are appended from now on are not its own. */
    void endHere() {
        end = store.counts(consumerId).appended();
    }

    /** Removes the consumer from the store and keeps the counts. A second call has no effect. */
    synchronized void close() {
        if (last == null) {
            last = current();
            store.removeConsumer(consumerId);
        }
    }

    ExporterCounts counts() {
        ExporterCounts known = last;
        return known == null ? currentOrLast() : known;
    }

    private ExporterCounts currentOrLast() {
        try {
            return current();
        } catch (IllegalArgumentException e) {
            // the consumer was removed meanwhile, and its counts were kept before
            ExporterCounts known = last;
            if (known == null) {
                throw e;
            }
            return known;
        }
    }

    private ExporterCounts current() {
        // in this order: what is delivered was appended before
        Progress done = progress;
        ConsumerCounts inStore = store.counts(consumerId);
        long past = done.settled() + inStore.dropped();
        long appended = Math.min(inStore.appended(), Math.max(end, past));
        return new ExporterCounts(
                appended,
                done.delivered(),
                appended - past,
                dropped(done, inStore),
                done.givenUp().deadLettered(),
                done.possiblyDuplicated(),
                done.attempts(),
                done.failedAttempts());
    }

    private static Map<DropReason, Long> dropped(Progress done, ConsumerCounts inStore) {
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        dropped.put(DropReason.OVERFLOW, inStore.dropped());
        dropped.put(DropReason.REJECTED, done.givenUp().rejected().dropped());
        dropped.put(DropReason.EXHAUSTED, done.givenUp().exhausted().dropped());
        dropped.put(DropReason.DEAD_LETTERS_FULL, done.givenUp().deadLettersFull());
        return dropped;
    }

    long pending() {
        return counts().pending();
    }

    /** What a flush achieved that began with this progress; without a failure when nothing is left. */
    FlushResult since(Progress start, Optional<ExportFailure> failure) {
        Progress now = progress;
        long pending = pending();
        return new FlushResult(
                now.delivered() - start.delivered(),
                now.givenUp().total() - start.givenUp().total(),
                pending,
                pending == 0 ? Optional.empty() : failure);
    }
}
