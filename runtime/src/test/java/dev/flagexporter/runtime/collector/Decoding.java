package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.flagexporter.runtime.config.FlagExporterSettings;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Decodes bodies that tests write as text. */
final class Decoding {

    /** Those of a collector that nobody configures. */
    static final DecodingLimits LIMITS =
            new DecodingLimits(FlagExporterSettings.MAX_EVENTS_PER_REQUEST, 1024 * 1024, Long.MAX_VALUE);

    private Decoding() {}

    static DecodedEvents decode(String body) {
        return decode(body.getBytes(StandardCharsets.UTF_8));
    }

    static DecodedEvents decode(byte[] body) {
        return decode(body, LIMITS);
    }

    static DecodedEvents decode(byte[] body, DecodingLimits limits) {
        try {
            return EventsDecoder.decode(body, limits);
        } catch (IOException | InvalidBodyException e) {
            throw new AssertionError("the body should be valid", e);
        }
    }

    /** The message of a body that is refused as a whole. */
    static String refusal(String body) {
        return refusal(body.getBytes(StandardCharsets.UTF_8));
    }

    static String refusal(byte[] body) {
        return catchThrowableOfType(InvalidBodyException.class, () -> EventsDecoder.decode(body, LIMITS))
                .getMessage();
    }

    /** The one feature event of a body that has one event with these fields. */
    static FeatureEvent feature(String fields) {
        DecodedEvents events = decode("{\"events\":[{" + fields + "}]}");
        assertThat(events.tracking()).isEmpty();
        assertThat(events.features()).hasSize(1);
        return events.features().get(0);
    }

    /** The one tracking event of a body that has one event with these fields. */
    static TrackingEvent tracking(String fields) {
        DecodedEvents events = decode("{\"events\":[{\"kind\":\"tracking\"," + fields + "}]}");
        assertThat(events.features()).isEmpty();
        assertThat(events.tracking()).hasSize(1);
        return events.tracking().get(0);
    }

    /** Why an event is rejected that stands between two good ones, which both are there. */
    static RejectReason rejection(String event) {
        DecodedEvents events = decode("{\"events\":[{\"key\":\"before\"}," + event + ",{\"key\":\"after\"}]}");
        assertThat(events.features()).extracting(FeatureEvent::key).containsExactly("before", "after");
        assertThat(events.tracking()).isEmpty();
        assertThat(events.received()).isEqualTo(3);
        assertThat(events.rejections().total()).isEqualTo(1);
        return events.rejections().byReason().keySet().iterator().next();
    }
}
