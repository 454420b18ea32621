package dev.flagexporter.spi.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Makes events of type {@link TrackingEvent}. A property that is not set has the value that a JSON event without it has.
 *
 * <p>Used by one thread at a time. A builder can make several events.
 */
public final class TrackingEventBuilder {

    String kind = TrackingEvent.KIND;
    String contextKind = "";
    String userKey = "";
    long creationDate;
    String key = "";

    @Nullable
    Map<String, ?> evaluationContext;

    @Nullable
    Map<String, ?> trackingDetails;

    EventOrigin origin = EventOrigin.NONE;

    TrackingEventBuilder() {}

    TrackingEventBuilder(TrackingEvent event) {
        this.kind = event.kind();
        this.contextKind = event.contextKind();
        this.userKey = event.userKey();
        this.creationDate = event.creationDate();
        this.key = event.key();
        this.evaluationContext = event.evaluationContext();
        this.trackingDetails = event.trackingDetails();
        this.origin = event.origin();
    }

    /**
     * Sets the kind of the event.
     *
     * @param kind {@link TrackingEvent#KIND} by default
     * @return this builder
     */
    public TrackingEventBuilder kind(String kind) {
        this.kind = requireNonNull(kind, "kind");
        return this;
    }

    /**
     * Sets the kind of the evaluation context.
     *
     * @param contextKind {@code user} or {@code anonymousUser}; empty by default
     * @return this builder
     */
    public TrackingEventBuilder contextKind(String contextKind) {
        this.contextKind = requireNonNull(contextKind, "contextKind");
        return this;
    }

    /**
     * Sets the key of the evaluation context.
     *
     * @param userKey empty by default
     * @return this builder
     */
    public TrackingEventBuilder userKey(String userKey) {
        this.userKey = requireNonNull(userKey, "userKey");
        return this;
    }

    /**
     * Sets the time of the action.
     *
     * @param creationDate epoch <em>seconds</em>; 0 by default
     * @return this builder
     */
    public TrackingEventBuilder creationDate(long creationDate) {
        this.creationDate = creationDate;
        return this;
    }

    /**
     * Sets the key of the tracked action.
     *
     * @param key empty by default
     * @return this builder
     */
    public TrackingEventBuilder key(String key) {
        this.key = requireNonNull(key, "key");
        return this;
    }

    /**
     * Sets the evaluation context at the time of the action.
     *
     * @param evaluationContext any map, which is {@linkplain JsonValues#freeze(Object) frozen} by {@link #build}; null by default
     * @return this builder
     */
    public TrackingEventBuilder evaluationContext(@Nullable Map<String, ?> evaluationContext) {
        this.evaluationContext = evaluationContext;
        return this;
    }

    /**
     * Sets the details of the action.
     *
     * @param trackingDetails any map, which is frozen by {@link #build}; null by default
     * @return this builder
     */
    public TrackingEventBuilder trackingDetails(@Nullable Map<String, ?> trackingDetails) {
        this.trackingDetails = trackingDetails;
        return this;
    }

    /**
     * Sets the origin, which is not exported.
     *
     * @param origin {@link EventOrigin#NONE} by default
     * @return this builder
     */
    public TrackingEventBuilder origin(EventOrigin origin) {
        this.origin = requireNonNull(origin, "origin");
        return this;
    }

    /**
     * Returns an event with the properties of this builder.
     *
     * @return an immutable event
     */
    public TrackingEvent build() {
        @Nullable Map<String, @Nullable Object> frozenEvaluationContext = JsonValues.freezeMap(evaluationContext);
        @Nullable Map<String, @Nullable Object> frozenTrackingDetails = JsonValues.freezeMap(trackingDetails);
        long length = EventSizes.length(this);
        return new TrackingEvent(
                this,
                frozenEvaluationContext,
                frozenTrackingDetails,
                EventSizes.trackingJson(length, frozenEvaluationContext, frozenTrackingDetails),
                EventSizes.heap(this, length, frozenEvaluationContext, frozenTrackingDetails));
    }
}
