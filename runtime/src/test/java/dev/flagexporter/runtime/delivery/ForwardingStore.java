package dev.flagexporter.runtime.delivery;

import java.util.List;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.spi.store.PreparedAppend;

/** Does what another store does, where a test does not make it do something else. */
class ForwardingStore implements EventStore<FeatureEvent> {

    private final EventStore<FeatureEvent> store;

    ForwardingStore(EventStore<FeatureEvent> store) {
        this.store = store;
    }

    @Override
    public String id() {
        return store.id();
    }

    @Override
    public AppendResult append(FeatureEvent event) {
        return store.append(event);
    }

    @Override
    public AppendResult appendAll(List<? extends FeatureEvent> events) {
        return store.appendAll(events);
    }

    @Override
    public PreparedAppend prepare(List<? extends FeatureEvent> events) {
        return store.prepare(events);
    }

    @Override
    public void addConsumer(String consumerId, ConsumerStart start) {
        store.addConsumer(consumerId, start);
    }

    @Override
    public void removeConsumer(String consumerId) {
        store.removeConsumer(consumerId);
    }

    @Override
    public Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
        return store.lease(consumerId, limits);
    }

    @Override
    public void commit(Lease<FeatureEvent> lease) {
        store.commit(lease);
    }

    @Override
    public void release(Lease<FeatureEvent> lease) {
        store.release(lease);
    }

    @Override
    public void whenPending(String consumerId, long events, long bytes, Runnable action) {
        store.whenPending(consumerId, events, bytes, action);
    }

    @Override
    public void setFailing(String consumerId, boolean failing) {
        store.setFailing(consumerId, failing);
    }

    @Override
    public boolean isPushingBack(String consumerId) {
        return store.isPushingBack(consumerId);
    }

    @Override
    public long pendingBytes(String consumerId) {
        return store.pendingBytes(consumerId);
    }

    @Override
    public long totalBytes() {
        return store.totalBytes();
    }

    @Override
    public ConsumerCounts counts(String consumerId) {
        return store.counts(consumerId);
    }

    @Override
    public long pendingEventCount(String consumerId) {
        return store.pendingEventCount(consumerId);
    }

    @Override
    public long totalEventCount() {
        return store.totalEventCount();
    }

    @Override
    public long notAppendedEventCount(AppendResult answer) {
        return store.notAppendedEventCount(answer);
    }

    @Override
    public void stop() {
        store.stop();
    }
}
