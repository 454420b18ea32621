package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.EventType;

/** What an exporter is told about one attempt at a delivery. */
record DeliveryContext(
        String exporterName,
        EventType eventType,
        System.Logger logger,
        String storeId,
        long firstOffset,
        long lastOffset,
        int attempt,
        String deliveryId,
        Optional<String> parentDeliveryId,
        Instant batchCreatedAt,
        Instant deadline,
        IntFunction<String> eventIds)
        implements ExportContext {

    static DeliveryContext of(
            ExporterSetup setup, System.Logger logger, Delivery<?> delivery, int attempt, String storeId, Instant now) {
        return new DeliveryContext(
                setup.name(),
                setup.eventType(),
                logger,
                storeId,
                delivery.firstOffset(),
                delivery.lastOffset(),
                attempt,
                delivery.id(),
                delivery.parentId(),
                delivery.createdAt(),
                now.plus(setup.timeouts().attempt()),
                position ->
                        storeId + "-" + delivery.offset().applyAsLong(Objects.checkIndex(position, delivery.size())));
    }

    @Override
    public String eventId(int position) {
        return eventIds.apply(position);
    }
}
