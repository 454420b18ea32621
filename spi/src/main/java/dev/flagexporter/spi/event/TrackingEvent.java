package dev.flagexporter.spi.event;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An action of a user that an application tracks, to be joined with the evaluations. It is GO Feature Flag's
 * {@code exporter.TrackingEvent}, with its JSON names and their order. A {@linkplain #builder() builder} makes it, or
 * {@link #of} for an action that happens now.
 *
 * <p>Immutable: both maps are {@linkplain JsonValues#freeze(Object) copied deeply}, which costs nothing for maps that
 * are frozen already. Two events with equal properties are equal.
 */
public final class TrackingEvent implements ExportableEvent {

    /** The {@link #kind()} of every tracking event. */
    public static final String KIND = "tracking";

    private final String kind;
    private final String contextKind;
    private final String userKey;
    private final long creationDate;
    private final String key;
    private final @Nullable Map<String, @Nullable Object> evaluationContext;
    private final @Nullable Map<String, @Nullable Object> trackingDetails;
    private final EventOrigin origin;
    private final int sizeHint;
    private final int heapBytes;

    /** Only assigns: the JVM leaves barriers out where it inlines a constructor, which it does if it is a small one. */
    TrackingEvent(
            TrackingEventBuilder builder,
            @Nullable Map<String, @Nullable Object> evaluationContext,
            @Nullable Map<String, @Nullable Object> trackingDetails,
            int sizeHint,
            int heapBytes) {
        this.kind = builder.kind;
        this.contextKind = builder.contextKind;
        this.userKey = builder.userKey;
        this.creationDate = builder.creationDate;
        this.key = builder.key;
        this.evaluationContext = evaluationContext;
        this.trackingDetails = trackingDetails;
        this.origin = builder.origin;
        this.sizeHint = sizeHint;
        this.heapBytes = heapBytes;
    }

    /**
     * Returns a builder without any property set.
     *
     * @return a new builder
     */
    public static TrackingEventBuilder builder() {
        return new TrackingEventBuilder();
    }

    /**
     * Returns a builder with all properties of this event.
     *
     * @return a new builder
     */
    public TrackingEventBuilder toBuilder() {
        return new TrackingEventBuilder(this);
    }

    /**
     * Returns an event for an action that happens now.
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
        return builder()
                .contextKind(anonymous ? "anonymousUser" : "user")
                .userKey(userKey)
                .creationDate(TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()))
                .key(key)
                .evaluationContext(evaluationContext)
                .trackingDetails(trackingDetails)
                .build();
    }

    @Override
    public EventType type() {
        return EventType.TRACKING;
    }

    @Override
    public @Nullable Object field(String name) {
        return EventFields.field(this, name);
    }

    /** {@return {@code tracking}} */
    public String kind() {
        return kind;
    }

    /** {@return {@code user} or {@code anonymousUser}; empty if unknown, and then absent from the JSON form} */
    public String contextKind() {
        return contextKind;
    }

    @Override
    public String userKey() {
        return userKey;
    }

    @Override
    public long creationDate() {
        return creationDate;
    }

    @Override
    public String key() {
        return key;
    }

    /** {@return an unmodifiable map; null if the sender sent none} */
    public @Nullable Map<String, @Nullable Object> evaluationContext() {
        return evaluationContext;
    }

    /** {@return an unmodifiable map; null if the sender sent none} */
    public @Nullable Map<String, @Nullable Object> trackingDetails() {
        return trackingDetails;
    }

    /** {@return the origin, {@link EventOrigin#NONE} if unknown} */
    public EventOrigin origin() {
        return origin;
    }

    @Override
    public int sizeHint() {
        return sizeHint;
    }

    @Override
    public int heapBytes() {
        return heapBytes;
    }

    @Override
    public void writeJson(JsonGenerator generator) throws IOException {
        GeneratedJson.write(this, generator);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrackingEvent event
                && creationDate == event.creationDate
                && kind.equals(event.kind)
                && contextKind.equals(event.contextKind)
                && userKey.equals(event.userKey)
                && key.equals(event.key)
                && Objects.equals(evaluationContext, event.evaluationContext)
                && Objects.equals(trackingDetails, event.trackingDetails)
                && origin.equals(event.origin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, contextKind, userKey, creationDate, key, evaluationContext, trackingDetails, origin);
    }

    @Override
    public String toString() {
        return "TrackingEvent[kind=" + kind
                + ", contextKind=" + contextKind
                + ", userKey=" + userKey
                + ", creationDate=" + creationDate
                + ", key=" + key
                + ", evaluationContext=" + evaluationContext
                + ", trackingDetails=" + trackingDetails
                + ", origin=" + origin
                + "]";
    }
}
