package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.EventType;

/** Tells an exporter the truth about a batch, but for new ids: of the delivery, or else of its events. */
record OtherIds(ExportContext context, boolean ofTheDelivery) implements ExportContext {

    @Override
    public String exporterName() {
        return context.exporterName();
    }

    @Override
    public EventType eventType() {
        return context.eventType();
    }

    @Override
    public System.Logger logger() {
        return context.logger();
    }

    @Override
    public String storeId() {
        return context.storeId();
    }

    @Override
    public long firstOffset() {
        return context.firstOffset();
    }

    @Override
    public long lastOffset() {
        return context.lastOffset();
    }

    @Override
    public String eventId(int position) {
        return ofTheDelivery ? context.eventId(position) : UUID.randomUUID().toString();
    }

    @Override
    public int attempt() {
        return context.attempt();
    }

    @Override
    public String deliveryId() {
        return ofTheDelivery ? UUID.randomUUID().toString() : context.deliveryId();
    }

    @Override
    public Optional<String> parentDeliveryId() {
        return context.parentDeliveryId();
    }

    @Override
    public Instant batchCreatedAt() {
        return context.batchCreatedAt();
    }

    @Override
    public Instant deadline() {
        return context.deadline();
    }
}
