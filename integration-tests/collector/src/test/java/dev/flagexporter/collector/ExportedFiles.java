package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the collector has written: the JSON lines of all files under their final names, in the order of the log. */
final class ExportedFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FIRST_OFFSET = Pattern.compile("-(\\d+)-\\d+\\.json$");

    private ExportedFiles() {}

    static List<JsonNode> events(Path directory) {
        return files(directory).stream().flatMap(ExportedFiles::lines).toList();
    }

    static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparingLong(ExportedFiles::firstOffset))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long firstOffset(Path file) {
        Matcher offset = FIRST_OFFSET.matcher(file.getFileName().toString());
        if (!offset.find()) {
            throw new AssertionError("an unexpected file: " + file);
        }
        return Long.parseLong(offset.group(1));
    }

    private static Stream<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(ExportedFiles::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("not a JSON line: " + line, e);
        }
    }
}
