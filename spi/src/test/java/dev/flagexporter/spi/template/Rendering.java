package dev.flagexporter.spi.template;

import java.util.Map;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import org.jspecify.annotations.Nullable;

/** Renders templates for tests. */
public final class Rendering {

    private Rendering() {}

    /** An evaluation that served this value. */
    public static FeatureEvent serving(@Nullable Object value) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(1700000000)
                .key("checkout-v2")
                .variation("on")
                .value(value)
                .version("3")
                .source("INPROCESS")
                .metadata(Map.of("env", "prod", "build", 42, "owner", Map.of("team", "pay", "on-call", "ann")))
                .build();
    }

    static String render(String template, ExportableEvent event) {
        return render(template, FieldEscaping.NONE, event);
    }

    static String render(String template, FieldEscaping escaping, ExportableEvent event) {
        StringBuilder line = new StringBuilder();
        LineTemplate.parse(template, event.type(), escaping).render(event, line);
        return line.toString();
    }

    /** Renders for an evaluation that served {@code true}. */
    static String render(String template) {
        return render(template, serving(true));
    }

    /** Only looks whether the template can be used for feature events. */
    static void parse(String template) {
        LineTemplate.parse(template, EventType.FEATURE, FieldEscaping.NONE);
    }
}
