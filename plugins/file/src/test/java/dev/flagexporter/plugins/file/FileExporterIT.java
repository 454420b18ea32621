package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A file exporter in a process that")
@Timeout(120)
class FileExporterIT {

    private static final String STORE = "store1";
    private static final String NAME = nameOf(STORE);
    private static final String NO_LIMIT = "unlimited";

    @TempDir
    private Path temporary;

    private static String nameOf(String store) {
        return "flag-variation-node-7-1700000000-test-" + store + "-0-999.json";
    }

    private static void assertComplete(Path file) throws IOException {
        assertThat(Files.readAllLines(file))
                .hasSize(ExportingProcess.EVENTS)
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    }

    @Test
    void diesLeavesOnlyHiddenFilesAndItsSuccessorWritesTheSameBatch() throws Exception {
        Path directory = temporary.resolve("flags");

        assertThat(run(directory, true, NO_LIMIT).status()).isEqualTo(ExportingProcess.HALTED);
        assertThat(directory.toFile().list())
                .singleElement()
                .asString()
                .matches("\\.flag-exporter-test-[0-9a-f]{16}\\.tmp");

        assertThat(run(directory, false, NO_LIMIT).status()).isZero();
        assertComplete(directory.resolve(NAME));
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
    void hasNeighboursOnItsHostAndSuccessorsInTheSameSecondReplacesNothing() throws Exception {
        List<Process> neighbours = new ArrayList<>();
        for (String store : List.of("store1", "store2")) {
            neighbours.add(start(temporary, store, false, NO_LIMIT));
        }
        for (Process neighbour : neighbours) {
            assertThat(Outcome.of(neighbour).status()).isZero();
        }
        assertThat(Outcome.of(start(temporary, "store3", false, NO_LIMIT)).status())
                .isZero();

        assertThat(temporary.toFile().list())
                .containsExactlyInAnyOrder(nameOf("store1"), nameOf("store2"), nameOf("store3"));
        for (String file : temporary.toFile().list()) {
            assertComplete(temporary.resolve(file));
        }
    }

    @Test
    void runsOutOfRoomReportsItAndLeavesNothingAndLosesNothing() throws Exception {
        Outcome outcome = run(temporary, false, "64");

        assertThat(outcome.status()).isEqualTo(ExportingProcess.FAILED_FOR_NOW);
        assertThat(outcome.output())
                .contains("ExportException: could not write the file " + temporary.resolve(NAME))
                .contains("Caused by: java.io.IOException");
        assertThat(temporary).isEmptyDirectory();

        assertThat(run(temporary, false, NO_LIMIT).status()).isZero();
        assertComplete(temporary.resolve(NAME));
    }

    private record Outcome(int status, String output) {

        static Outcome of(Process process) throws IOException, InterruptedException {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output);
        }
    }

    private static Outcome run(Path directory, boolean crash, String limit) throws IOException, InterruptedException {
        return Outcome.of(start(directory, STORE, crash, limit));
    }

    /** By way of a shell, which can limit the size of files: in blocks, as a small disk would. */
    private static Process start(Path directory, String store, boolean crash, String limit) throws IOException {
        return new ProcessBuilder(
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
                        store,
                        String.valueOf(crash))
                .redirectErrorStream(true)
                .start();
    }
}
