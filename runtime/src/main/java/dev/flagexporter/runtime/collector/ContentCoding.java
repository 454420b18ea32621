package dev.flagexporter.runtime.collector;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** How a body is encoded. */
enum ContentCoding {
    IDENTITY,
    GZIP,
    UNSUPPORTED;

    /** What the header Content-Encoding stands for. */
    static ContentCoding of(@Nullable String header) {
        if (header == null) {
            return IDENTITY;
        }
        return switch (header.trim().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            default -> UNSUPPORTED;
        };
    }
}
