package dev.flagexporter.runtime.deadletter;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, so that one with a broken encoding is a line like any other. */
final class LineReader implements AutoCloseable {

    private final InputStream input;

    LineReader(Path file) throws IOException {
        input = new BufferedInputStream(Files.newInputStream(file));
    }

    /** The next line without its end; null behind the last one. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = input.read();
        if (read < 0) {
            return null;
        }
        while (read >= 0 && read != '\n') {
            line.write(read);
            read = input.read();
        }
        return line.toByteArray();
    }

    void skip(long lines) throws IOException {
        long left = lines;
        while (left > 0 && next() != null) {
            left--;
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
