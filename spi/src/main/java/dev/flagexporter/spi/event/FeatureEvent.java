package dev.flagexporter.spi.event;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of a feature flag: who saw which variation, and when. It is GO Feature Flag's
 * {@code exporter.FeatureEvent}, with its JSON names and their order. A {@linkplain #builder() builder} makes it, or
 * {@link #of} for an evaluation that happens now.
 *
 * <p>Immutable: {@code value} and {@code metadata} are {@linkplain JsonValues#freeze(Object) copied deeply}, which
 * costs nothing for values that are frozen already. Two events with equal properties are equal.
 */
public final class FeatureEvent implements ExportableEvent {

    /** The {@link #kind()} of an evaluation. */
    public static final String KIND = "feature";

    private final String kind;
    private final String contextKind;
    private final String userKey;
    private final long creationDate;
    private final String key;
    private final String variation;
    private final @Nullable Object value;
    private final boolean defaultServed;
    private final String version;
    private final String source;
    private final @Nullable Map<String, @Nullable Object> metadata;
    private final EventOrigin origin;
    private final int sizeHint;
    private final int heapBytes;

    /** Only assigns: the JVM leaves barriers out where it inlines a constructor, which it does if it is a small one. */
    FeatureEvent(
            FeatureEventBuilder builder,
            @Nullable Object value,
            @Nullable Map<String, @Nullable Object> metadata,
            int sizeHint,
            int heapBytes) {
        this.kind = builder.kind;
        this.contextKind = builder.contextKind;
        this.userKey = builder.userKey;
        this.creationDate = builder.creationDate;
        this.key = builder.key;
        this.variation = builder.variation;
        this.value = value;
        this.defaultServed = builder.defaultServed;
        this.version = builder.version;
        this.source = builder.source;
        this.metadata = metadata;
        this.origin = builder.origin;
        this.sizeHint = sizeHint;
        this.heapBytes = heapBytes;
    }

    /**
     * Returns a builder without any property set.
     *
     * @return a new builder
     */
    public static FeatureEventBuilder builder() {
        return new FeatureEventBuilder();
    }

    /**
     * Returns a builder with all properties of this event.
     *
     * @return a new builder
     */
    public FeatureEventBuilder toBuilder() {
        return new FeatureEventBuilder(this);
    }

    /**
     * Returns an event for an evaluation that happens now, as GO Feature Flag's {@code NewFeatureEvent} does.
     *
     * @param userKey the key of the evaluation context
     * @param anonymous whether the context is anonymous; decides the {@link #contextKind()}
     * @param flagKey the key of the flag
     * @param value what the evaluation returned; null is allowed
     * @param variation the variation that was served
     * @param failed whether the evaluation failed and the default was returned
     * @param version the version of the flag; empty if it has none
     * @param source where the event was made
     * @param metadata more about the sender; null for nothing
     * @return the event
     */
    public static FeatureEvent of(
            String userKey,
            boolean anonymous,
            String flagKey,
            @Nullable Object value,
            String variation,
            boolean failed,
            String version,
            String source,
            @Nullable Map<String, @Nullable Object> metadata) {
        return builder()
                .contextKind(anonymous ? "anonymousUser" : "user")
                .userKey(userKey)
                .creationDate(TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()))
                .key(flagKey)
                .value(value)
                .variation(variation)
                .defaultServed(failed)
                .version(version)
                .source(source)
                .metadata(metadata)
                .build();
    }

    /**
     * Returns the value as a Parquet column holds it, as GO Feature Flag's {@code ConvertValueForParquet} does: JSON, so
     * {@code "on"} keeps its quotes, and null is {@code null} (GO Feature Flag fails there).
     *
     * @return JSON
     */
    public String convertValueForParquet() {
        return JsonValues.toJson(value);
    }

    @Override
    public EventType type() {
        return EventType.FEATURE;
    }

    @Override
    public @Nullable Object field(String name) {
        return EventFields.field(this, name);
    }

    /** {@return {@code feature} for an evaluation; a received kind is kept as it was sent} */
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

    /** {@return the name of the variation; {@code SdkDefault} if the caller's default was served} */
    public String variation() {
        return variation;
    }

    /** {@return a {@linkplain JsonValues frozen} value; may be null} */
    public @Nullable Object value() {
        return value;
    }

    /** {@return true if the caller's default was returned} */
    public boolean defaultServed() {
        return defaultServed;
    }

    /** {@return the version; empty if the flag has none} */
    public String version() {
        return version;
    }

    /** {@return {@code SERVER}, {@code PROVIDER_CACHE}, {@code INPROCESS} or any other string} */
    public String source() {
        return source;
    }

    /** {@return an unmodifiable map; null or empty is absent from the JSON form} */
    public @Nullable Map<String, @Nullable Object> metadata() {
        return metadata;
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
        return other instanceof FeatureEvent event
                && creationDate == event.creationDate
                && defaultServed == event.defaultServed
                && kind.equals(event.kind)
                && contextKind.equals(event.contextKind)
                && userKey.equals(event.userKey)
                && key.equals(event.key)
                && variation.equals(event.variation)
                && version.equals(event.version)
                && source.equals(event.source)
                && Objects.equals(value, event.value)
                && Objects.equals(metadata, event.metadata)
                && origin.equals(event.origin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                kind,
                contextKind,
                userKey,
                creationDate,
                key,
                variation,
                value,
                defaultServed,
                version,
                source,
                metadata,
                origin);
    }

    @Override
    public String toString() {
        return "FeatureEvent[kind=" + kind
                + ", contextKind=" + contextKind
                + ", userKey=" + userKey
                + ", creationDate=" + creationDate
                + ", key=" + key
                + ", variation=" + variation
                + ", value=" + value
                + ", defaultServed=" + defaultServed
                + ", version=" + version
                + ", source=" + source
                + ", metadata=" + metadata
                + ", origin=" + origin
                + "]";
    }
}
