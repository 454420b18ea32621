package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.EventType;

/** What an exporter is told about one attempt at a delivery. */
record DeliveryContext(ExporterSetup setup, System.Logger logger, Delivery<?> delivery, int attempt, Instant deadline)
        implements ExportContext {

    @Override
    public String exporterName() {
        return setup.name();
    }

    @Override
    public EventType eventType() {
        return setup.eventType();
    }

    @Override
    public String storeId() {
        return delivery.ids().storeId();
    }

    @Override
    public long firstOffset() {
        return delivery.firstOffset();
    }

    @Override
    public long lastOffset() {
        return delivery.lastOffset();
    }

    @Override
    public String eventId(int position) {
        return delivery.ids().id(Objects.checkIndex(position, delivery.size()));
    }

    @Override
    public String deliveryId() {
        return delivery.id();
    }

    @Override
    public Optional<String> parentDeliveryId() {
        return delivery.parentId();
    }

    @Override
    public Instant batchCreatedAt() {
        return delivery.createdAt();
    }

    /** Without the setup: a plugin's own text of it may have secrets in it. */
    @Override
    public String toString() {
        return "attempt %d at the delivery %s of the exporter %s".formatted(attempt, delivery.id(), setup.name());
    }
}
