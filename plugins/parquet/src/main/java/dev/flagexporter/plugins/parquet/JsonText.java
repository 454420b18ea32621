package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import dev.flagexporter.spi.event.JsonOutput;
import org.jspecify.annotations.Nullable;

/** Values as JSON, one after the other through one output: its buffer is larger than most values. */
final class JsonText {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonOutput output = new JsonOutput(bytes);

    /** A value in UTF-8. */
    byte[] of(@Nullable Object value) {
        bytes.reset();
        try {
            output.writeValue(value);
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a value could not be written to memory", e);
        }
        return bytes.toByteArray();
    }
}
