package dev.flagexporter.benchmarks.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.common.annotation.NonBlocking;
import org.jspecify.annotations.Nullable;

/** What the collector is compared with: parses the same bodies into objects with strings, and forgets them. */
@Path("/bare")
public class BareResource {

    private static final ObjectReader BODIES =
            new ObjectMapper().readerFor(Body.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Creates the resource. */
    public BareResource() {}

    /**
     * What a provider sends.
     *
     * @param meta description of the sender
     * @param events all events
     */
    public record Body(@Nullable Map<String, Object> meta, List<Event> events) {}

    /**
     * An event of either type.
     *
     * @param kind type of the event
     * @param contextKind kind of the evaluation context
     * @param userKey key of the evaluation context
     * @param creationDate epoch seconds
     * @param key key of the flag or of the action
     * @param variation name of the variation
     * @param value result of the evaluation
     * @param isDefault whether the default was served
     * @param version version of the flag
     * @param source place of the evaluation
     * @param evaluationContext context of an action
     * @param trackingEventDetails details of an action
     */
    public record Event(
            @Nullable String kind,
            @Nullable String contextKind,
            @Nullable String userKey,
            long creationDate,
            @Nullable String key,
            @Nullable String variation,
            @Nullable Object value,
            @JsonProperty("default") boolean isDefault,
            @Nullable String version,
            @Nullable String source,
            @Nullable Map<String, Object> evaluationContext,
            @Nullable Map<String, Object> trackingEventDetails) {}

    /**
     * Parses a body on the event loop.
     *
     * @param encoding {@code gzip} or null
     * @param body the whole body
     * @return an answer like the collector's
     * @throws IOException if it is not JSON
     */
    @POST
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    public String parse(@HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding, byte[] body)
            throws IOException {
        Body parsed = encoding == null ? BODIES.readValue(body) : decompress(body);
        return "{\"ingestedContentCount\":" + parsed.events().size() + "}\n";
    }

    private static Body decompress(byte[] body) throws IOException {
        try (InputStream decompressed = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return BODIES.readValue(decompressed);
        }
    }

    /**
     * Returns how many events have been exported by exporters that count.
     *
     * @return a number
     */
    @GET
    @Path("/exported")
    @NonBlocking
    @Produces(MediaType.TEXT_PLAIN)
    public long exported() {
        return CountingExporter.events();
    }
}
