package dev.flagexporter.spi.event;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * An action of a user that an application tracks, to be joined with the evaluations. The reference's
 * {@code exporter.TrackingEvent}, with its JSON names and their order.
 *
 * <p>Immutable: both maps are {@linkplain JsonValues#freeze(Object) copied deeply}, which costs nothing for maps that
 * are frozen already.
 *
 * @param kind {@code tracking}
 * @param contextKind {@code user} or {@code anonymousUser}; empty when unknown, and then left out of the JSON form
 * @param userKey the key of the evaluation context; empty when unknown
 * @param creationDate epoch <em>seconds</em>
 * @param key the key of the tracked action
 * @param evaluationContext the evaluation context at that time; null when the sender gave none
 * @param trackingDetails the details, under another name in JSON ("trackingEventDetails"); null when the sender gave none
 */
public record TrackingEvent(
        String kind,
        String contextKind,
        String userKey,
        long creationDate,
        String key,
        @Nullable Map<String, @Nullable Object> evaluationContext,
        @Nullable Map<String, @Nullable Object> trackingDetails)
        implements ExportableEvent {

    /** The {@link #kind()} of every tracking event. */
    public static final String KIND = "tracking";

    static final List<String> FIELDS = List.of(
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

    private static final int FIXED_SIZE = 130;

    /**
     * Makes an event of maps that may still be modified by the caller: they are copied. A null where none may be is
     * refused here, with the sender, and not later by each exporter.
     *
     * @param kind see the record's component
     * @param contextKind see the record's component
     * @param userKey see the record's component
     * @param creationDate see the record's component
     * @param key see the record's component
     * @param evaluationContext see the record's component
     * @param trackingDetails see the record's component
     */
    public TrackingEvent {
        requireNonNull(kind, "kind");
        requireNonNull(contextKind, "contextKind");
        requireNonNull(userKey, "userKey");
        requireNonNull(key, "key");
        evaluationContext = JsonValues.freezeMap(evaluationContext);
        trackingDetails = JsonValues.freezeMap(trackingDetails);
    }

    /**
     * An action that happened now.
     *
     * @param userKey the key of the evaluation context
     * @param anonymous whether the context is anonymous; decides the {@link #contextKind()}
     * @param key the key of the tracked action
     * @param evaluationContext the evaluation context; null for none
     * @param trackingDetails the details; null for none
     * @return the event
     */
    public static TrackingEvent of(
            String userKey,
            boolean anonymous,
            String key,
            @Nullable Map<String, @Nullable Object> evaluationContext,
            @Nullable Map<String, @Nullable Object> trackingDetails) {
        return new TrackingEvent(
                KIND,
                anonymous ? "anonymousUser" : "user",
                userKey,
                TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()),
                key,
                evaluationContext,
                trackingDetails);
    }

    @Override
    public EventType type() {
        return EventType.TRACKING;
    }

    @Override
    public @Nullable Object field(String name) {
        return switch (name) {
            case "Kind" -> kind;
            case "ContextKind" -> contextKind;
            case "UserKey", "GetUserKey" -> userKey;
            case "CreationDate", "GetCreationDate" -> creationDate;
            case "Key", "GetKey" -> key;
            case "EvaluationContext" -> evaluationContext;
            case "TrackingDetails" -> trackingDetails;
            case "FormattedDate" -> FormattedDate.of(creationDate);
            default -> throw new IllegalArgumentException("a tracking event has no field " + name);
        };
    }

    @Override
    public int sizeHint() {
        return FIXED_SIZE
                + kind.length()
                + contextKind.length()
                + userKey.length()
                + key.length()
                + JsonValues.sizeHint(evaluationContext)
                + JsonValues.sizeHint(trackingDetails);
    }

    @Override
    public void writeJson(JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        JsonValues.writeField(generator, "kind", kind);
        if (!contextKind.isEmpty()) {
            JsonValues.writeField(generator, "contextKind", contextKind);
        }
        JsonValues.writeField(generator, "userKey", userKey);
        generator.writeNumberField("creationDate", creationDate);
        JsonValues.writeField(generator, "key", key);
        JsonValues.writeField(generator, "evaluationContext", evaluationContext);
        JsonValues.writeField(generator, "trackingEventDetails", trackingDetails);
        generator.writeEndObject();
    }
}
