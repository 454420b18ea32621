package dev.flagexporter.runtime.collector;

import java.nio.charset.StandardCharsets;

import dev.flagexporter.spi.event.JsonValues;

/** The bodies of answers: one JSON object and a line end, as the reference writes them. */
final class JsonBody {

    static final String CONTENT_TYPE = "application/json";

    private JsonBody() {}

    static byte[] message(String message) {
        return of("{\"message\":" + JsonValues.toJson(message) + "}");
    }

    static byte[] ingested(int received, int rejected) {
        String rest = rejected == 0 ? "}" : ",\"rejectedContentCount\":" + rejected + "}";
        return of("{\"ingestedContentCount\":" + received + rest);
    }

    static byte[] of(String json) {
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
