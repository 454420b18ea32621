package dev.flagexporter.spi.event;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An event type")
class EventTypeTest {

    @Test
    void hasTheReferencesName() {
        assertThat(EventType.FEATURE.configuredName()).isEqualTo("feature");
        assertThat(EventType.TRACKING.configuredName()).isEqualTo("tracking");
    }

    @Test
    void belongsToItsEvents() {
        FeatureEvent feature = FeatureEvent.of("u", false, "flag", null, "on", false, "", "SERVER", null);
        TrackingEvent tracking = TrackingEvent.of("u", false, "paid", null, null);

        assertThat(feature.type()).isEqualTo(EventType.FEATURE);
        assertThat(feature).isInstanceOf(EventType.FEATURE.eventClass());
        assertThat(tracking.type()).isEqualTo(EventType.TRACKING);
        assertThat(tracking).isInstanceOf(EventType.TRACKING.eventClass());
    }

    @Test
    void listsTheFieldsInTheReferencesOrder() {
        assertThat(EventType.FEATURE.fieldNames())
                .startsWith("Kind", "ContextKind", "UserKey", "CreationDate", "Key", "Variation", "Value", "Default")
                .contains("GetUserKey", "GetKey", "GetCreationDate", "FormattedDate");
        assertThat(EventType.TRACKING.fieldNames())
                .startsWith("Kind", "ContextKind", "UserKey", "CreationDate", "Key", "EvaluationContext")
                .contains("TrackingDetails")
                .doesNotContain("TrackingEventDetails");
    }
}
