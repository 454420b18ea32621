package dev.flagexporter.collector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A wrong configuration of the packaged application. */
class StartFailureIT {

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";

    @TempDir
    Path directory;

    @Test
    void stopsTheStartWithOneMessageThatListsEverything() throws Exception {
        Path noDirectory = Files.createFile(directory.resolve("no-directory"));
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put(EXPORTERS + "events.output-dir", noDirectory.toString());
        configuration.put(EXPORTERS + "events.flush-interval", "500ms");
        configuration.put(EXPORTERS + "events.fromat", "CSV");
        configuration.put(EXPORTERS + "tracking.filename", "{{ .Nope}}.json");
        configuration.put(EXPORTERS + "lake.kind", "s4");
        configuration.put(EXPORTERS + "audit.output-dir", "audit");
        try (CollectorProcess collector = CollectorProcess.launch(directory, configuration)) {
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(1);
            assertThat(collector.log())
                    .contains("The configuration of the flag exporter has 6 problems:")
                    .contains(EXPORTERS + "\"audit\".kind: is missing.")
                    .contains(EXPORTERS + "\"events\".output-dir = \"" + noDirectory)
                    .contains(EXPORTERS + "\"events\".flush-interval = \"500ms\": is shorter than one second.")
                    .contains(EXPORTERS + "\"events\".fromat: is no key of this exporter. Did you mean format?")
                    .contains(EXPORTERS + "\"lake\".kind = \"s4\": is not the kind of any plugin on the class path.")
                    .contains("there is no field .Nope");
        }
    }

    @Test
    void reportsADirectoryThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("no-directory"));
        try (CollectorProcess collector = CollectorProcess.launch(
                directory,
                Map.of(EXPORTERS + "events.output-dir", file.resolve("below").toString()))) {
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(1);
            assertThat(collector.log()).contains(EXPORTERS + "\"events\".output-dir = \"" + file.resolve("below"));
        }
    }
}
