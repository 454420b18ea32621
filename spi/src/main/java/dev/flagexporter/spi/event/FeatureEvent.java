package dev.flagexporter.spi.event;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The evaluation of a feature flag: who saw which variation, and when. The reference's {@code exporter.FeatureEvent},
 * with its JSON names and their order.
 *
 * <p>Immutable: {@code value} and {@code metadata} are {@linkplain JsonValues#freeze(Object) copied deeply}, which
 * costs nothing for values that are frozen already.
 *
 * @param kind {@code feature} for an evaluation; a received kind is kept as it came
 * @param contextKind {@code user} or {@code anonymousUser}; empty when unknown, and then left out of the JSON form
 * @param userKey the key of the evaluation context; empty when unknown
 * @param creationDate epoch <em>seconds</em>
 * @param key the key of the flag
 * @param variation the variation that was served; {@code SdkDefault} when the caller's default was
 * @param value what the evaluation returned, JSON-shaped; null is allowed
 * @param defaultServed whether the evaluation failed and the caller's default was returned; {@code default} in JSON
 * @param version the version of the flag; empty when it has none
 * @param source where the event was made: {@code SERVER}, {@code PROVIDER_CACHE}, {@code INPROCESS} or any other text
 * @param metadata what the sender says of itself; null or empty is left out of the JSON form
 */
public record FeatureEvent(
        String kind,
        String contextKind,
        String userKey,
        long creationDate,
        String key,
        String variation,
        @Nullable Object value,
        boolean defaultServed,
        String version,
        String source,
        @Nullable Map<String, @Nullable Object> metadata)
        implements ExportableEvent {

    /** The {@link #kind()} of an evaluation. */
    public static final String KIND = "feature";

    static final List<String> FIELDS = List.of(
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

    private static final int FIXED_SIZE = 150;

    /**
     * Makes an event of values that may still be modified by the caller: they are copied. A null where none may be is
     * refused here, with the sender, and not later by each exporter.
     *
     * @param kind see the record's component
     * @param contextKind see the record's component
     * @param userKey see the record's component
     * @param creationDate see the record's component
     * @param key see the record's component
     * @param variation see the record's component
     * @param value see the record's component
     * @param defaultServed see the record's component
     * @param version see the record's component
     * @param source see the record's component
     * @param metadata see the record's component
     */
    public FeatureEvent {
        requireNonNull(kind, "kind");
        requireNonNull(contextKind, "contextKind");
        requireNonNull(userKey, "userKey");
        requireNonNull(key, "key");
        requireNonNull(variation, "variation");
        requireNonNull(version, "version");
        requireNonNull(source, "source");
        value = JsonValues.freeze(value);
        metadata = JsonValues.freezeMap(metadata);
    }

    /**
     * An evaluation that happened now, the reference's {@code NewFeatureEvent}.
     *
     * @param userKey the key of the evaluation context
     * @param anonymous whether the context is anonymous; decides the {@link #contextKind()}
     * @param flagKey the key of the flag
     * @param value what the evaluation returned; null is allowed
     * @param variation the variation that was served
     * @param failed whether the evaluation failed and the default was returned
     * @param version the version of the flag; empty when it has none
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
        return new FeatureEvent(
                KIND,
                anonymous ? "anonymousUser" : "user",
                userKey,
                TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()),
                flagKey,
                variation,
                value,
                failed,
                version,
                source,
                metadata);
    }

    /**
     * This event with other metadata.
     *
     * @param other the metadata to have instead; null for none
     * @return a new event
     */
    public FeatureEvent withMetadata(@Nullable Map<String, @Nullable Object> other) {
        return new FeatureEvent(
                kind, contextKind, userKey, creationDate, key, variation, value, defaultServed, version, source, other);
    }

    /**
     * The value as a Parquet column holds it, the reference's {@code ConvertValueForParquet}: JSON text, so
     * {@code "on"} keeps its quotes, and null is {@code null} (the reference fails there).
     *
     * @return JSON text
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
        return switch (name) {
            case "Kind" -> kind;
            case "ContextKind" -> contextKind;
            case "UserKey", "GetUserKey" -> userKey;
            case "CreationDate", "GetCreationDate" -> creationDate;
            case "Key", "GetKey" -> key;
            case "Variation" -> variation;
            case "Value" -> value;
            case "Default" -> defaultServed;
            case "Version" -> version;
            case "Source" -> source;
            case "Metadata" -> metadata;
            case "FormattedDate" -> FormattedDate.of(creationDate);
            default -> throw new IllegalArgumentException("a feature event has no field " + name);
        };
    }

    @Override
    public int sizeHint() {
        return FIXED_SIZE
                + kind.length()
                + contextKind.length()
                + userKey.length()
                + key.length()
                + variation.length()
                + version.length()
                + source.length()
                + JsonValues.sizeHint(value)
                + JsonValues.sizeHint(metadata);
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
        JsonValues.writeField(generator, "variation", variation);
        JsonValues.writeField(generator, "value", value);
        generator.writeBooleanField("default", defaultServed);
        JsonValues.writeField(generator, "version", version);
        JsonValues.writeField(generator, "source", source);
        if (metadata != null && !metadata.isEmpty()) {
            JsonValues.writeField(generator, "metadata", metadata);
        }
        generator.writeEndObject();
    }
}
