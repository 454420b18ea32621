package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flagexporter.spi.event.JsonValues;
import org.jspecify.annotations.Nullable;

/** Values as JSON, one after the other with one generator: making one costs more than most values. */
final class JsonText {

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().rootValueSeparator("").build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator generator;

    JsonText() {
        try {
            generator = FACTORY.createGenerator(bytes);
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** A frozen value in UTF-8. */
    byte[] of(@Nullable Object value) {
        bytes.reset();
        try {
            JsonValues.write(generator, value);
            generator.flush();
        } catch (IOException e) {
            throw inMemory(e);
        }
        return bytes.toByteArray();
    }

    private static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("a value could not be written to memory", e);
    }
}
