package dev.flagexporter.testkit;

import java.util.List;
import java.util.Objects;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

/** Where a consumer of a {@link ListStore} stands. The store has the lock. */
final class ListConsumer {

    /** A part of the list. */
    static class ListLease implements Lease<FeatureEvent> {

        private final String consumerId;
        private final int first;
        private final List<FeatureEvent> events;

        ListLease(String consumerId, int first, List<FeatureEvent> events) {
            this.consumerId = consumerId;
            this.first = first;
            this.events = events;
        }

        @Override
        public String consumerId() {
            return consumerId;
        }

        @Override
        public List<FeatureEvent> events() {
            return events;
        }

        @Override
        public long offset(int position) {
            return first + Objects.checkIndex(position, events.size());
        }
    }

    final String id;
    final int start;
    int next;
    int committed;
    private int releasedUpTo;

    @Nullable
    ListLease leased;

    private long wakeAt;
    private long wakeAtBytes;
    private @Nullable Runnable wakeUp;

    ListConsumer(String id, int start) {
        this.id = id;
        this.start = start;
        this.next = start;
    }

    Lease<FeatureEvent> lease(List<FeatureEvent> all, LeaseLimits limits) {
        if (leased != null) {
            throw new IllegalStateException("the consumer " + id + " has a lease that is not settled");
        }
        // what was released comes by itself, or it would not be the same again
        int most = next < releasedUpTo ? releasedUpTo : all.size();
        int end = next;
        long bytes = 0;
        while (end < most && end - next < limits.maxEvents()) {
            bytes += all.get(end).sizeHint();
            if (end > next && bytes > limits.maxBytes()) {
                break;
            }
            end++;
        }
        ListLease lease = new ListLease(id, next, List.copyOf(all.subList(next, end)));
        next = end;
        leased = lease.isEmpty() ? null : lease;
        return lease;
    }

    void commit(Lease<FeatureEvent> lease) {
        committed += settle(lease).events().size();
    }

    void release(Lease<FeatureEvent> lease) {
        ListLease settled = settle(lease);
        releasedUpTo = Math.max(releasedUpTo, next);
        next = settled.first;
    }

    private ListLease settle(Lease<FeatureEvent> lease) {
        ListLease current = leased;
        if (current == null || current != lease) {
            throw new IllegalStateException("this lease of the consumer " + id + " is settled already");
        }
        leased = null;
        return current;
    }

    ConsumerCounts counts(int tail) {
        int appended = tail - start;
        return new ConsumerCounts(appended, committed, appended - committed, 0);
    }

    /** Leased events included. */
    long pendingBytes(List<FeatureEvent> all) {
        return bytes(all.subList(start + committed, all.size()));
    }

    static long bytes(List<FeatureEvent> events) {
        return events.stream().mapToLong(FeatureEvent::heapBytes).sum();
    }

    void wakeAt(long count, long bytes, Runnable action) {
        wakeAt = count;
        wakeAtBytes = bytes;
        wakeUp = action;
    }

    /** The action that is due, once. */
    @Nullable
    Runnable wakeUpAt(List<FeatureEvent> all) {
        List<FeatureEvent> toLease = all.subList(next, all.size());
        Runnable action = wakeUp;
        if (action == null || (toLease.size() < wakeAt && bytes(toLease) < wakeAtBytes)) {
            return null;
        }
        wakeUp = null;
        return action;
    }
}
