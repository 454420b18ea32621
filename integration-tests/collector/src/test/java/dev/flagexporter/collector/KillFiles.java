package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What a faulty collector left in its working directory: the user keys of events, in the order of the files. */
record KillFiles(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fails if a file under its final name is not complete. */
    List<String> exported(String folder) throws IOException {
        Path files = directory.resolve(folder);
        for (Path file : ExportedFiles.files(files)) {
            assertThat(Files.readString(file)).as(file.toString()).endsWith("}\n");
        }
        return userKeys(ExportedFiles.events(files));
    }

    private static List<String> userKeys(List<JsonNode> events) {
        return events.stream().map(event -> event.get("userKey").textValue()).toList();
    }

    /** What a faulty exporter said that it delivered; the last line may be cut off by a kill. */
    List<String> deliveredBy(String exporter) {
        return wholeLines(directory.resolve("delivered-by-" + exporter));
    }

    Path deadLetterFile(String exporter) {
        return directory.resolve("dead-letters").resolve(exporter + ".dead-letters.jsonl");
    }

    /** Fails if a line that ends is not a dead letter. */
    List<JsonNode> deadLetters(String exporter) {
        List<JsonNode> letters = new ArrayList<>();
        for (String line : wholeLines(deadLetterFile(exporter))) {
            try {
                letters.add(JSON.readTree(line));
            } catch (IOException e) {
                throw new UncheckedIOException(exporter + ": not a dead letter: " + line, e);
            }
        }
        assertThat(letters)
                .as(exporter)
                .extracting(letter -> letter.get("eventId").textValue())
                .doesNotHaveDuplicates();
        return letters;
    }

    List<String> deadLetterUsers(String exporter) {
        return userKeys(deadLetters(exporter).stream()
                .map(letter -> letter.get("event"))
                .toList());
    }

    /** Whether the last line does not end. */
    boolean isTorn(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return !text.isEmpty() && !text.endsWith("\n");
    }

    List<Path> temporaryFiles(String folder) throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve(folder))) {
            return all.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static List<String> wholeLines(Path file) {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
