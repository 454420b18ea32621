package dev.flagexporter.spi.store;

import java.util.ArrayList;
import java.util.List;

import dev.flagexporter.spi.event.TrackingEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A list of events")
class EventListTest {

    private static final TrackingEvent EVENT = TrackingEvent.of("u", false, "paid", null, null);

    @Test
    void isACopyThatCannotBeModified() {
        List<TrackingEvent> source = new ArrayList<>(List.of(EVENT));
        EventList<TrackingEvent> list = new EventList<>(source, 4, 5);
        source.clear();

        assertThat(list.events()).containsExactly(EVENT);
        assertThatThrownBy(() -> list.events().add(EVENT)).isInstanceOf(UnsupportedOperationException.class);
    }
}
