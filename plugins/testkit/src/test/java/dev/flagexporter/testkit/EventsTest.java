package dev.flagexporter.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.TrackingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventsTest {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(200_000).build())
            .build();

    static Stream<ExportableEvent> hostile() {
        return Stream.concat(Events.hostileFeatures().stream(), Events.hostileTrackings().stream());
    }

    @Test
    void areNumberedAndDiffer() {
        assertThat(Events.features(3)).extracting(Events::number).containsExactly(0, 1, 2);
        assertThat(Events.trackings(3)).extracting(Events::number).containsExactly(0, 1, 2);
        assertThat(new HashSet<>(Events.features(100))).hasSize(100);
        assertThat(Events.feature(7)).isEqualTo(Events.feature(7));
    }

    @Test
    void areOfTheirTypes() {
        assertThat(Events.feature(0).type()).isEqualTo(EventType.FEATURE);
        assertThat(Events.tracking(0).type()).isEqualTo(EventType.TRACKING);
        assertThat(Events.hostileFeatures()).extracting(FeatureEvent::kind).containsOnly(FeatureEvent.KIND);
        assertThat(Events.hostileTrackings()).extracting(TrackingEvent::kind).containsOnly(TrackingEvent.KIND);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void thatAreHostileAreStillJson(ExportableEvent event) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            event.writeJson(generator);
        }
        try (JsonParser parser = JSON.createParser(text.toString())) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            parser.skipChildren();
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(parser.nextToken()).as("after the event").isNull();
        }
    }

    @Test
    void thatAreHostileCarryEachTextInEveryPlace() {
        for (String text : Events.hostileTexts()) {
            assertThat(Events.hostileFeatures())
                    .anyMatch(event -> List.of(
                                            event.contextKind(),
                                            event.userKey(),
                                            event.key(),
                                            event.variation(),
                                            event.version(),
                                            event.source())
                                    .stream()
                                    .allMatch(text::equals)
                            && text.equals(event.value())
                            && Objects.requireNonNull(event.metadata()).containsKey(text));
            assertThat(Events.hostileTrackings())
                    .anyMatch(event -> event.userKey().equals(text)
                            && event.key().equals(text)
                            && Objects.requireNonNull(event.trackingDetails()).containsKey(text));
        }
    }

    @Test
    void thatAreHostileCarryEachValue() {
        for (Object value : Events.hostileValues()) {
            Object frozen = JsonValues.freeze(value);
            assertThat(Events.hostileFeatures())
                    .anyMatch(event -> event.key().equals("odd value") && Objects.equals(event.value(), frozen));
            assertThat(Events.hostileTrackings())
                    .anyMatch(event -> event.key().equals("odd value")
                            && Objects.equals(
                                    Objects.requireNonNull(event.trackingDetails())
                                            .get("odd"),
                                    frozen));
        }
    }

    @Test
    void thatAreHostileHaveDatesOutOfEveryCalendarAndNoMaps() {
        assertThat(Events.hostileFeatures())
                .anyMatch(event -> event.creationDate() == Long.MAX_VALUE && event.metadata() == null);
        assertThat(Events.hostileTrackings())
                .anyMatch(event -> event.creationDate() == Long.MIN_VALUE && event.evaluationContext() == null);
    }
}
