package dev.flagexporter.spi.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Makes events of type {@link FeatureEvent}. A property that is not set has the value that a JSON event without it has.
 *
 * <p>Used by one thread at a time. A builder can make several events.
 */
public final class FeatureEventBuilder {

    String kind = FeatureEvent.KIND;
    String contextKind = "";
    String userKey = "";
    long creationDate;
    String key = "";
    String variation = "";

    @Nullable
    Object value;

    boolean defaultServed;
    String version = "";
    String source = "";

    @Nullable
    Map<String, ?> metadata;

    EventOrigin origin = EventOrigin.NONE;

    FeatureEventBuilder() {}

    FeatureEventBuilder(FeatureEvent event) {
        this.kind = event.kind();
        this.contextKind = event.contextKind();
        this.userKey = event.userKey();
        this.creationDate = event.creationDate();
        this.key = event.key();
        this.variation = event.variation();
        this.value = event.value();
        this.defaultServed = event.defaultServed();
        this.version = event.version();
        this.source = event.source();
        this.metadata = event.metadata();
        this.origin = event.origin();
    }

    /**
     * Sets the kind of the event.
     *
     * @param kind {@link FeatureEvent#KIND} by default
     * @return this builder
     */
    public FeatureEventBuilder kind(String kind) {
        this.kind = requireNonNull(kind, "kind");
        return this;
    }

    /**
     * Sets the kind of the evaluation context.
     *
     * @param contextKind {@code user} or {@code anonymousUser}; empty by default
     * @return this builder
     */
    public FeatureEventBuilder contextKind(String contextKind) {
        this.contextKind = requireNonNull(contextKind, "contextKind");
        return this;
    }

    /**
     * Sets the key of the evaluation context.
     *
     * @param userKey empty by default
     * @return this builder
     */
    public FeatureEventBuilder userKey(String userKey) {
        this.userKey = requireNonNull(userKey, "userKey");
        return this;
    }

    /**
     * Sets the time of the evaluation.
     *
     * @param creationDate epoch <em>seconds</em>; 0 by default
     * @return this builder
     */
    public FeatureEventBuilder creationDate(long creationDate) {
        this.creationDate = creationDate;
        return this;
    }

    /**
     * Sets the key of the flag.
     *
     * @param key empty by default
     * @return this builder
     */
    public FeatureEventBuilder key(String key) {
        this.key = requireNonNull(key, "key");
        return this;
    }

    /**
     * Sets the variation that was served.
     *
     * @param variation empty by default
     * @return this builder
     */
    public FeatureEventBuilder variation(String variation) {
        this.variation = requireNonNull(variation, "variation");
        return this;
    }

    /**
     * Sets the value that the evaluation returned.
     *
     * @param value any value, which is {@linkplain JsonValues#freeze(Object) frozen} by {@link #build}; null by default
     * @return this builder
     */
    public FeatureEventBuilder value(@Nullable Object value) {
        this.value = value;
        return this;
    }

    /**
     * Sets the mark of an evaluation that failed and returned the caller's default.
     *
     * @param defaultServed false by default
     * @return this builder
     */
    public FeatureEventBuilder defaultServed(boolean defaultServed) {
        this.defaultServed = defaultServed;
        return this;
    }

    /**
     * Sets the version of the flag.
     *
     * @param version empty by default
     * @return this builder
     */
    public FeatureEventBuilder version(String version) {
        this.version = requireNonNull(version, "version");
        return this;
    }

    /**
     * Sets the place where the event was made.
     *
     * @param source {@code SERVER}, {@code PROVIDER_CACHE}, {@code INPROCESS} or any other string; empty by default
     * @return this builder
     */
    public FeatureEventBuilder source(String source) {
        this.source = requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets the description that the sender gives of itself.
     *
     * @param metadata any map, which is frozen by {@link #build}; null by default
     * @return this builder
     */
    public FeatureEventBuilder metadata(@Nullable Map<String, ?> metadata) {
        this.metadata = metadata;
        return this;
    }

    /**
     * Sets the origin, which is not exported.
     *
     * @param origin {@link EventOrigin#NONE} by default
     * @return this builder
     */
    public FeatureEventBuilder origin(EventOrigin origin) {
        this.origin = requireNonNull(origin, "origin");
        return this;
    }

    /**
     * Returns an event with the properties of this builder.
     *
     * @return an immutable event
     */
    public FeatureEvent build() {
        @Nullable Object frozenValue = JsonValues.freeze(value);
        @Nullable Map<String, @Nullable Object> frozenMetadata = JsonValues.freezeMap(metadata);
        long length = EventSizes.length(this);
        return new FeatureEvent(
                this,
                frozenValue,
                frozenMetadata,
                EventSizes.featureJson(length, frozenValue, frozenMetadata),
                EventSizes.heap(this, length, frozenValue, frozenMetadata));
    }
}
