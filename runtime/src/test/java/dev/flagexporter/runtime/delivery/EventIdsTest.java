package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("The ids of events")
class EventIdsTest {

    private final DeliveryHarness harness = new DeliveryHarness(1000, 10_000).started();
    private final Map<Integer, List<String>> idsByNumber = new HashMap<>();

    private void note(ExportContext context, List<? extends ExportableEvent> events) {
        IntStream.range(0, events.size()).forEach(position -> idsByNumber
                .computeIfAbsent(Events.number(events.get(position)), number -> new ArrayList<>())
                .add(context.eventId(position)));
    }

    @Test
    void areTheStoreAndTheOffset() {
        harness.exporter.always((context, events) -> {
            note(context, events);
            assertThat(context.eventId(0)).isEqualTo(context.storeId() + "-" + context.firstOffset());
            assertThat(context.eventId(events.size() - 1)).isEqualTo(context.storeId() + "-" + context.lastOffset());
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> context.eventId(events.size()));
        });
        harness.append(5);
        assertThat(harness.flush().delivered()).isEqualTo(5);
        assertThat(idsByNumber.values()).doesNotHaveDuplicates().allMatch(ids -> ids.size() == 1);
    }

    @Test
    void areKeptByWhatRemainsOfABatch() {
        harness.exporter
                .then((context, events) -> {
                    note(context, events);
                    throw ScriptedExporter.rejection("too old", events.size(), 0, 2);
                })
                .then((context, events) -> {
                    note(context, events);
                    throw ExportException.rejected("one of them", null);
                })
                .always(this::note);
        harness.append(6);
        harness.flush();

        assertThat(idsByNumber).hasSize(6).allSatisfy((number, ids) -> assertThat(Set.copyOf(ids))
                .hasSize(1));
        assertThat(idsByNumber.get(5)).hasSizeGreaterThan(2);
        assertThat(idsByNumber.values().stream().map(ids -> ids.get(0))).doesNotHaveDuplicates();
    }
}
