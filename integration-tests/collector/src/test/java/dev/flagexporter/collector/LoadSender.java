package dev.flagexporter.collector;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A sender with its own connection. The user key of an event is the id of its request, a hash sign and its position.
 *
 * @param name the beginning of the ids of its requests
 * @param events number of events per request
 * @param eventSize size of each event in bytes, without its other fields
 */
record LoadSender(String name, int events, int eventSize) {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    HttpRequest request(URI collector, String id) {
        return HttpRequest.newBuilder(collector)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body(id)))
                .build();
    }

    /** Created while it is sent, so that this JVM needs no memory for it. */
    private InputStream body(String id) {
        byte[] value = "x".repeat(eventSize).getBytes(StandardCharsets.US_ASCII);
        List<InputStream> parts = new ArrayList<>();
        parts.add(text("{\"events\":["));
        for (int i = 0; i < events; i++) {
            parts.add(text((i == 0 ? "" : ",") + "{\"kind\":\"feature\",\"userKey\":\"" + id + "#" + i
                    + "\",\"key\":\"flag\",\"variation\":\"on\",\"value\":\""));
            parts.add(new ByteArrayInputStream(value));
            parts.add(text("\"}"));
        }
        parts.add(text("]}"));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
