package dev.flagexporter.runtime.collector;

import java.util.Locale;

/** The fields of received events. Names match in any case, as in GO Feature Flag. */
enum EventField {
    KIND("kind"),
    CONTEXT_KIND("contextKind"),
    USER_KEY("userKey"),
    CREATION_DATE("creationDate"),
    KEY("key"),
    VARIATION("variation"),
    VALUE("value"),
    DEFAULT("default"),
    /** The name of {@link #DEFAULT} in the .NET provider. */
    DEFAULT_VALUE("defaultValue"),
    VERSION("version"),
    SOURCE("source"),
    METADATA("metadata"),
    EVALUATION_CONTEXT("evaluationContext"),
    TRACKING_EVENT_DETAILS("trackingEventDetails"),
    /** Not known to us, and ignored whatever it holds. */
    UNKNOWN("");

    private final String jsonName;

    EventField(String jsonName) {
        this.jsonName = jsonName;
    }

    String jsonName() {
        return jsonName;
    }

    /** The common spelling is decided by one switch; any other spelling is a second, slower look. */
    static EventField named(String name) {
        EventField field = spelledExactly(name);
        return field == UNKNOWN ? spelledAnyhow(name) : field;
    }

    private static EventField spelledExactly(String name) {
        return switch (name) {
            case "kind" -> KIND;
            case "contextKind" -> CONTEXT_KIND;
            case "userKey" -> USER_KEY;
            case "creationDate" -> CREATION_DATE;
            case "key" -> KEY;
            case "variation" -> VARIATION;
            case "value" -> VALUE;
            case "default" -> DEFAULT;
            case "defaultValue" -> DEFAULT_VALUE;
            case "version" -> VERSION;
            case "source" -> SOURCE;
            case "metadata" -> METADATA;
            case "evaluationContext" -> EVALUATION_CONTEXT;
            case "trackingEventDetails" -> TRACKING_EVENT_DETAILS;
            default -> UNKNOWN;
        };
    }

    private static EventField spelledAnyhow(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "contextkind" -> CONTEXT_KIND;
            case "userkey" -> USER_KEY;
            case "creationdate" -> CREATION_DATE;
            case "defaultvalue" -> DEFAULT_VALUE;
            case "evaluationcontext" -> EVALUATION_CONTEXT;
            case "trackingeventdetails" -> TRACKING_EVENT_DETAILS;
            default -> spelledExactly(name.toLowerCase(Locale.ROOT));
        };
    }

    /** Whether feature events have this field; a bad value in a field they do not have is no problem of theirs. */
    boolean isOfFeatureEvents() {
        return this != EVALUATION_CONTEXT && this != TRACKING_EVENT_DETAILS;
    }

    /** Whether tracking events have this field. */
    boolean isOfTrackingEvents() {
        return switch (this) {
            case VARIATION, VALUE, DEFAULT, DEFAULT_VALUE, VERSION, SOURCE, METADATA -> false;
            default -> true;
        };
    }
}
