package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonLimitException;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.event.ValueReader;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the event that is being read. {@code kind} may come last, so the type of the event, and which problems are
 * its own, are not known before its end. Of a field that comes twice, also in two spellings, the last one counts. Used
 * for all events of a request in turn.
 */
final class EventDraft {

    /** What a feature event without a source gets. */
    static final String DEFAULT_SOURCE = "PROVIDER_CACHE";

    private final FieldStrings strings = new FieldStrings();
    private final ValueReader values;

    private String kind = "";
    private String contextKind = "";
    private String userKey = "";
    private long creationDate;
    private String key = "";
    private String variation = "";
    private @Nullable Object value;
    private @Nullable Boolean defaultServed;
    private @Nullable Boolean defaultValue;
    private String version = "";
    private String source = "";
    private @Nullable Map<String, @Nullable Object> metadata;
    private @Nullable Map<String, @Nullable Object> evaluationContext;
    private @Nullable Map<String, @Nullable Object> trackingDetails;
    private final Map<EventField, RejectReason> problems = new EnumMap<>(EventField.class);

    /** Why the event cannot be taken. */
    record Problem(EventField field, RejectReason reason) {}

    EventDraft(ValueReader values) {
        this.values = values;
    }

    void clear() {
        kind = "";
        contextKind = "";
        userKey = "";
        creationDate = 0;
        key = "";
        variation = "";
        value = null;
        defaultServed = null;
        defaultValue = null;
        version = "";
        source = "";
        metadata = null;
        evaluationContext = null;
        trackingDetails = null;
        if (!problems.isEmpty()) {
            problems.clear();
        }
    }

    /** Reads the value that the parser stands on, to its end, also when it is a bad one. */
    void read(EventField field, JsonParser parser) throws IOException {
        if (!problems.isEmpty()) {
            problems.remove(field);
        }
        try {
            readValue(field, parser);
        } catch (JsonLimitException e) {
            addProblem(field, RejectReason.of(e.limit()));
        }
    }

    private void readValue(EventField field, JsonParser parser) throws IOException, JsonLimitException {
        switch (field) {
            case KIND -> kind = readText(field, parser);
            case CONTEXT_KIND -> contextKind = readText(field, parser);
            case USER_KEY -> userKey = readText(field, parser);
            case CREATION_DATE -> creationDate = readDate(parser);
            case KEY -> key = readText(field, parser);
            case VARIATION -> variation = readText(field, parser);
            case VALUE -> value = readAny(parser);
            case DEFAULT -> defaultServed = readBoolean(field, parser);
            case DEFAULT_VALUE -> defaultValue = readDefaultValue(parser);
            case VERSION -> version = readText(field, parser);
            case SOURCE -> source = readText(field, parser);
            case METADATA -> metadata = readObject(field, parser);
            case EVALUATION_CONTEXT -> evaluationContext = readObject(field, parser);
            case TRACKING_EVENT_DETAILS -> trackingDetails = readObject(field, parser);
            case UNKNOWN -> parser.skipChildren();
        }
    }

    private String readText(EventField field, JsonParser parser) throws IOException, JsonLimitException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return strings.read(field, parser);
        }
        skipUnlessNull(field, parser);
        return "";
    }

    /** The strings that a flag can have are few. */
    private @Nullable Object readAny(JsonParser parser) throws IOException, JsonLimitException {
        return parser.currentToken() == JsonToken.VALUE_STRING
                ? strings.read(EventField.VALUE, parser)
                : values.read(parser);
    }

    private long readDate(JsonParser parser) throws IOException, JsonLimitException {
        if (!parser.currentToken().isNumeric()) {
            skipUnlessNull(EventField.CREATION_DATE, parser);
            return 0;
        }
        Long date = CreationDate.read(parser);
        if (date == null) {
            addProblem(EventField.CREATION_DATE, RejectReason.NUMBER_OUT_OF_RANGE);
            return 0;
        }
        return date;
    }

    private @Nullable Boolean readBoolean(EventField field, JsonParser parser) throws IOException {
        if (parser.currentToken().isBoolean()) {
            return parser.getBooleanValue();
        }
        skipUnlessNull(field, parser);
        return null;
    }

    /** GO Feature Flag does not know the field, so any other value in it is no problem. */
    private static @Nullable Boolean readDefaultValue(JsonParser parser) throws IOException {
        if (parser.currentToken().isBoolean()) {
            return parser.getBooleanValue();
        }
        parser.skipChildren();
        return null;
    }

    private @Nullable Map<String, @Nullable Object> readObject(EventField field, JsonParser parser)
            throws IOException, JsonLimitException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return JsonObjects.read(parser, values);
        }
        skipUnlessNull(field, parser);
        return null;
    }

    private void skipUnlessNull(EventField field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            parser.skipChildren();
            addProblem(field, RejectReason.WRONG_TYPE);
        }
    }

    private void addProblem(EventField field, RejectReason reason) {
        problems.put(field, reason);
    }

    boolean isTracking() {
        return kind.equals(TrackingEvent.KIND);
    }

    /** Why there is no event; null when there is one. */
    @Nullable
    Problem problem() {
        for (Map.Entry<EventField, RejectReason> problem : problems.entrySet()) {
            EventField field = problem.getKey();
            if (isTracking() ? field.isOfTrackingEvents() : field.isOfFeatureEvents()) {
                return new Problem(field, problem.getValue());
            }
        }
        return null;
    }

    /** Whether the date is in a finer unit than seconds. */
    boolean hasCutDate() {
        return CreationDate.isCut(creationDate);
    }

    FeatureEvent toFeatureEvent(@Nullable Map<String, @Nullable Object> meta) {
        return FeatureEvent.builder()
                .kind(kind)
                .contextKind(contextKind)
                .userKey(userKey)
                .creationDate(CreationDate.seconds(creationDate))
                .key(key)
                .variation(variation)
                .value(value)
                .defaultServed(isDefaultServed())
                .version(version)
                .source(source.isEmpty() ? DEFAULT_SOURCE : source)
                .metadata(meta == null ? metadata : meta)
                .build();
    }

    private boolean isDefaultServed() {
        @Nullable Boolean sent = defaultServed == null ? defaultValue : defaultServed;
        return sent != null && sent;
    }

    TrackingEvent toTrackingEvent() {
        return TrackingEvent.builder()
                .kind(kind)
                .contextKind(contextKind)
                .userKey(userKey)
                .creationDate(CreationDate.seconds(creationDate))
                .key(key)
                .evaluationContext(evaluationContext)
                .trackingDetails(trackingDetails)
                .build();
    }
}
