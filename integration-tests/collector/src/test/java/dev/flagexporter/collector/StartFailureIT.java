package dev.flagexporter.collector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.format.EventFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A wrong configuration of the packaged application. */
class StartFailureIT {

    private static final String OUTPUT = "quarkus.flag-exporter.exporters.events.output-dir";

    @TempDir
    Path directory;

    /** As {@code wrong.properties} has all of it, and {@code wrong-report.txt} tells it word by word. */
    @Test
    void stopsTheStartWithOneMessageThatListsEverything() throws Exception {
        String file = Files.createFile(directory.resolve("file")).toString();
        Path configuration = Files.createDirectory(directory.resolve("configuration"));
        Files.writeString(
                configuration.resolve("application.properties"),
                resource("wrong.properties").replace("FILE", file).replace("DIRECTORY", directory.toString()));
        try (CollectorProcess collector =
                CollectorProcess.launch(directory, Map.of("quarkus.config.locations", configuration.toString()))) {
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(1);
            assertThat(collector.log())
                    .isEqualTo(report(file)
                            .replace("DIRECTORY", directory.toRealPath().toUri().toString()));
        }
    }

    private static String report(String file) throws IOException {
        return resource("wrong-report.txt")
                .strip()
                .replace("FILE", file)
                .replace("KINDS", kinds())
                .replace("FORMATS", String.join(", ", EventFormat.names()));
    }

    private static String kinds() {
        return ServiceLoader.load(ExporterFactory.class).stream()
                .map(factory -> factory.get().kind())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = StartFailureIT.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), UTF_8);
        }
    }

    @Test
    void reportsADirectoryThatCannotBeWritten() throws Exception {
        Path below = Files.createFile(directory.resolve("no-directory")).resolve("below");
        try (CollectorProcess collector = CollectorProcess.launch(directory, Map.of(OUTPUT, below.toString()))) {
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(1);
            assertThat(collector.log()).contains("quarkus.flag-exporter.exporters.\"events\".output-dir = \"" + below);
        }
    }
}
