package dev.flagexporter.testkit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.EventType;

/**
 * The context of an export under test.
 *
 * @param exporterName the exporter's name
 * @param eventType the type of the events
 * @param logger the exporter's logger
 * @param storeId the incarnation of the store
 * @param firstOffset the first event's offset
 * @param lastOffset the last event's offset
 * @param attempt which attempt this is, from 1
 * @param deliveryId the identity of the set of events
 * @param parentDeliveryId the delivery it is a part of
 * @param batchCreatedAt when the batch was taken from the store
 * @param deadline when the attempt should have ended
 */
public record TestExportContext(
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
        Instant deadline)
        implements ExportContext {

    /**
     * The first attempt at a batch that was taken at the {@linkplain Events#CREATION_DATE time of its events}.
     *
     * @param eventType the type of the events
     * @param firstOffset the first event's offset
     * @param count how many events the batch has
     * @return the context
     */
    public static TestExportContext of(EventType eventType, long firstOffset, int count) {
        Instant createdAt = Instant.ofEpochSecond(Events.CREATION_DATE);
        return new TestExportContext(
                "test",
                eventType,
                System.getLogger("test"),
                "store1",
                firstOffset,
                firstOffset + count - 1,
                1,
                "delivery-" + firstOffset,
                Optional.empty(),
                createdAt,
                createdAt.plusSeconds(60));
    }

    @Override
    public String eventId(int position) {
        return storeId + "-" + (firstOffset + Objects.checkIndex(position, (int) (lastOffset - firstOffset + 1)));
    }

    /**
     * The same batch, tried again.
     *
     * @return a context with the next attempt
     */
    public TestExportContext retried() {
        return new TestExportContext(
                exporterName,
                eventType,
                logger,
                storeId,
                firstOffset,
                lastOffset,
                attempt + 1,
                deliveryId,
                parentDeliveryId,
                batchCreatedAt,
                deadline);
    }
}
