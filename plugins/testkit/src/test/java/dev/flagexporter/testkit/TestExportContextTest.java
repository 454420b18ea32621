package dev.flagexporter.testkit;

import java.time.Instant;

import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TestExportContextTest {

    private final TestExportContext context = TestExportContext.of(EventType.TRACKING, 40, 3);

    @Test
    void coversAsManyOffsetsAsTheBatchHasEvents() {
        assertThat(context.firstOffset()).isEqualTo(40);
        assertThat(context.lastOffset()).isEqualTo(42);
        assertThat(context.eventType()).isEqualTo(EventType.TRACKING);
        assertThat(context.attempt()).isEqualTo(1);
        assertThat(context.batchCreatedAt()).isEqualTo(Instant.ofEpochSecond(Events.CREATION_DATE));
        assertThat(context.deadline()).isAfter(context.batchCreatedAt());
    }

    @Test
    void isTheSameDeliveryWhenItIsTriedAgain() {
        TestExportContext again = context.retried().retried();
        assertThat(again.attempt()).isEqualTo(3);
        assertThat(again).usingRecursiveComparison().ignoringFields("attempt").isEqualTo(context);
    }

    @Test
    void namesEachEventOfTheBatch() {
        assertThat(context.eventId(0)).isEqualTo("store1-40");
        assertThat(context.retried().eventId(2)).isEqualTo("store1-42");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> context.eventId(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> context.eventId(-1));
    }

    @Test
    void isAnotherDeliveryElsewhere() {
        assertThat(TestExportContext.of(EventType.TRACKING, 43, 3).deliveryId()).isNotEqualTo(context.deliveryId());
    }
}
