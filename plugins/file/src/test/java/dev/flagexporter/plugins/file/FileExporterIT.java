package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A file exporter in a process that")
@Timeout(120)
class FileExporterIT {

    private static final String NAME = "flag-variation-node-7-1700000000-store1-0-999.json";
    private static final String NO_LIMIT = "unlimited";

    @TempDir
    private Path temporary;

    @Test
    void diesLeavesOnlyHiddenFilesAndItsSuccessorWritesTheSameBatch() throws Exception {
        Path directory = temporary.resolve("flags");

        assertThat(run(directory, true, NO_LIMIT).status()).isEqualTo(ExportingProcess.HALTED);
        assertThat(directory.toFile().list()).singleElement().asString().matches("\\." + NAME + "\\.[0-9a-f]+\\.tmp");

        assertThat(run(directory, false, NO_LIMIT).status()).isZero();
        assertThat(Files.readAllLines(directory.resolve(NAME)))
                .hasSize(ExportingProcess.EVENTS)
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    }

    @Test
    void diesAfterPublishingUnheardIsSucceededByOneThatDoublesNothing() throws Exception {
        assertThat(run(temporary, false, NO_LIMIT).status()).isZero();
        byte[] published = Files.readAllBytes(temporary.resolve(NAME));

        assertThat(run(temporary, false, NO_LIMIT).status()).isZero();

        assertThat(temporary.toFile().list()).containsExactly(NAME);
        assertThat(temporary.resolve(NAME)).hasBinaryContent(published);
    }

    @Test
    void runsOutOfRoomReportsItAndLeavesNothing() throws Exception {
        Outcome outcome = run(temporary, false, "64");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("ExportException: could not write the file " + temporary.resolve(NAME))
                .contains("Caused by: java.io.IOException");
        assertThat(temporary).isEmptyDirectory();
    }

    private record Outcome(int status, String output) {}

    /** By way of a shell, which can limit the size of files: in blocks, as a small disk would. */
    private static Outcome run(Path directory, boolean crash, String limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f " + limit + " && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExportingProcess.class.getName(),
                        directory.toString(),
                        String.valueOf(crash))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
