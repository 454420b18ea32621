package dev.flagexporter.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.spi.store.PreparedAppend;
import dev.flagexporter.testkit.ListConsumer.ListLease;

/** A store that keeps the contract, as simple as can be: one list for ever, and one lock. */
class ListStore implements EventStore<FeatureEvent> {

    // all of it guarded by this
    final List<FeatureEvent> events = new ArrayList<>();
    final Map<String, ListConsumer> consumers = new LinkedHashMap<>();
    boolean stopped;

    @Override
    public String id() {
        return "list";
    }

    @Override
    public synchronized AppendResult append(FeatureEvent event) {
        return appendAll(List.of(event));
    }

    @Override
    public synchronized AppendResult appendAll(List<? extends FeatureEvent> added) {
        List<FeatureEvent> all = List.copyOf(added);
        if (stopped) {
            return AppendResult.CLOSED;
        }
        events.addAll(all);
        wakeThoseThatAreDue();
        return AppendResult.APPENDED;
    }

    private void wakeThoseThatAreDue() {
        consumers.values().forEach(consumer -> {
            Runnable due = consumer.wakeUpAt(events);
            if (due != null) {
                wake(due);
            }
        });
    }

    void wake(Runnable action) {
        CompletableFuture.runAsync(action);
    }

    @Override
    public PreparedAppend prepare(List<? extends FeatureEvent> prepared) {
        return PreparedAppend.of(stopped ? AppendResult.CLOSED : AppendResult.APPENDED, () -> appendAll(prepared));
    }

    @Override
    public synchronized void addConsumer(String consumerId, ConsumerStart start) {
        if (consumers.containsKey(consumerId)) {
            throw new IllegalArgumentException("there is a consumer " + consumerId + " already");
        }
        consumers.put(consumerId, new ListConsumer(consumerId, start == ConsumerStart.EARLIEST ? 0 : events.size()));
    }

    @Override
    public synchronized void removeConsumer(String consumerId) {
        consumers.remove(consumerId);
    }

    final ListConsumer consumer(String consumerId) {
        ListConsumer consumer = consumers.get(consumerId);
        if (consumer == null) {
            throw new IllegalArgumentException("there is no consumer " + consumerId);
        }
        return consumer;
    }

    @Override
    public synchronized Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
        return consumer(consumerId).lease(events, limits);
    }

    /** Puts another lease in the place of the one that was just given to its consumer. */
    final ListLease replace(ListLease lease) {
        consumer(lease.consumerId()).leased = lease;
        return lease;
    }

    @Override
    public synchronized void commit(Lease<FeatureEvent> lease) {
        consumer(lease.consumerId()).commit(lease);
    }

    @Override
    public synchronized void release(Lease<FeatureEvent> lease) {
        consumer(lease.consumerId()).release(lease);
    }

    @Override
    public synchronized void whenPending(String consumerId, long count, long bytes, Runnable action) {
        consumer(consumerId).wakeAt(count, bytes, action);
        wakeThoseThatAreDue();
    }

    @Override
    public synchronized void setFailing(String consumerId, boolean failing) {
        // makes nobody wait
    }

    @Override
    public synchronized boolean isPushingBack(String consumerId) {
        return !consumer(consumerId).id.equals(consumerId);
    }

    @Override
    public synchronized long pendingBytes(String consumerId) {
        return consumer(consumerId).pendingBytes(events);
    }

    @Override
    public synchronized long totalBytes() {
        return consumers.values().stream()
                .mapToLong(consumer -> ListConsumer.bytes(events.subList(consumer.next, events.size())))
                .max()
                .orElse(0);
    }

    @Override
    public synchronized ConsumerCounts counts(String consumerId) {
        return consumer(consumerId).counts(events.size());
    }

    @Override
    public synchronized long totalEventCount() {
        return events.size()
                - consumers.values().stream()
                        .mapToInt(consumer -> consumer.next)
                        .min()
                        .orElse(events.size());
    }

    @Override
    public long notAppendedEventCount(AppendResult answer) {
        return 0;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
    }
}
