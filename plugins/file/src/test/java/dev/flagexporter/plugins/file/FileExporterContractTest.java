package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.testkit.exporter.ExporterContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A file exporter, as an exporter")
class FileExporterContractTest extends ExporterContract {

    private static final Pattern OFFSETS = Pattern.compile("-store1-(\\d+)-(-?\\d+)\\.json");

    @TempDir
    private Path directory;

    private Path output() {
        return directory.resolve("output");
    }

    private Path aside() {
        return directory.resolve("aside");
    }

    @Override
    protected ExporterFactory<?> factory() {
        return new FileExporterFactory();
    }

    @Override
    protected Map<String, String> keys() {
        return Map.of("output-dir", output().toString());
    }

    @Override
    protected Map<String, String> invalidKeys() {
        return Map.of("output-dir", "/dev/null/flags", "format", "yaml", "filename", "../x", "csv-template", "{{ .Key");
    }

    @Override
    protected Optional<List<String>> arrived() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : filesInOrder()) {
            lines.addAll(Files.readAllLines(file));
        }
        return Optional.of(lines);
    }

    private List<Path> filesInOrder() throws IOException {
        if (Files.notExists(output())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(output())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(FileExporterContractTest::firstOffset))
                    .toList();
        }
    }

    private static int firstOffset(Path file) {
        Matcher offsets = OFFSETS.matcher(file.getFileName().toString());
        assertThat(offsets.find()).as("the file %s", file).isTrue();
        return Integer.parseInt(offsets.group(1));
    }

    /** A file where the directory was: nobody can write there, whatever the permissions. */
    @Override
    protected boolean breakDestination() throws IOException {
        if (Files.exists(output())) {
            Files.move(output(), aside());
        }
        Files.createFile(output());
        return true;
    }

    @Override
    protected void repairDestination() throws IOException {
        Files.delete(output());
        if (Files.exists(aside())) {
            Files.move(aside(), output());
        }
    }
}
