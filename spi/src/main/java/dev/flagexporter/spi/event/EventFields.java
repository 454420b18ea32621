package dev.flagexporter.spi.event;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The names that templates know the properties of events by, in the order of GO Feature Flag's structs. */
final class EventFields {

    static final List<String> FEATURE = List.of(
            "Kind",
            "ContextKind",
            "UserKey",
            "CreationDate",
            "Key",
            "Variation",
            "Value",
            "Default",
            "Version",
            "Source",
            "Metadata",
            "FormattedDate",
            "GetUserKey",
            "GetKey",
            "GetCreationDate");

    static final List<String> TRACKING = List.of(
            "Kind",
            "ContextKind",
            "UserKey",
            "CreationDate",
            "Key",
            "EvaluationContext",
            "TrackingDetails",
            "FormattedDate",
            "GetUserKey",
            "GetKey",
            "GetCreationDate");

    private EventFields() {}

    static @Nullable Object field(FeatureEvent event, String name) {
        return switch (name) {
            case "Kind" -> event.kind();
            case "ContextKind" -> event.contextKind();
            case "UserKey", "GetUserKey" -> event.userKey();
            case "CreationDate", "GetCreationDate" -> event.creationDate();
            case "Key", "GetKey" -> event.key();
            case "Variation" -> event.variation();
            case "Value" -> event.value();
            case "Default" -> event.defaultServed();
            case "Version" -> event.version();
            case "Source" -> event.source();
            case "Metadata" -> event.metadata();
            case "FormattedDate" -> FormattedDate.of(event.creationDate());
            default -> throw new IllegalArgumentException("a feature event has no field " + name);
        };
    }

    static @Nullable Object field(TrackingEvent event, String name) {
        return switch (name) {
            case "Kind" -> event.kind();
            case "ContextKind" -> event.contextKind();
            case "UserKey", "GetUserKey" -> event.userKey();
            case "CreationDate", "GetCreationDate" -> event.creationDate();
            case "Key", "GetKey" -> event.key();
            case "EvaluationContext" -> event.evaluationContext();
            case "TrackingDetails" -> event.trackingDetails();
            case "FormattedDate" -> FormattedDate.of(event.creationDate());
            default -> throw new IllegalArgumentException("a tracking event has no field " + name);
        };
    }
}
