package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The programs of the packaged jar start and print what is expected, with the smallest settings. */
class BenchmarksIT {

    private static final String JAR = System.getProperty("benchmarks.jar");

    @TempDir
    Path directory;

    @Test
    void theJarKnowsItsBenchmarks() throws Exception {
        assertThat(run("-jar", JAR, "-l")).contains(AppendBenchmark.class.getName() + ".burst");
    }

    @Test
    void anAppendIsComparedForEveryTarget() throws Exception {
        String[] targets = {"mpsc", "mpsc:1:10:16384", "blocking", "store", "store:2:10", "store:1:10:2", "otel:2:10"};
        for (String threads : List.of("1", "2")) {
            List<String> command = new ArrayList<>(List.of("-cp", JAR, PairedAppend.class.getName(), threads, "2"));
            command.addAll(List.of(targets));
            assertThat(run(command.toArray(String[]::new)).lines())
                    .extracting(line -> line.split("\t", -1)[0])
                    .containsExactly(targets);
        }
    }

    @Test
    void singleAppendsAreTimed() throws Exception {
        assertThat(run("-cp", JAR, LatencyWhileDraining.class.getName(), "1", "2000", "1000"))
                .contains("p50.0\t", "p99.99\t");
    }

    @Test
    void theHeapIsRead() throws Exception {
        assertThat(run("-cp", JAR, MemoryPerEvent.class.getName(), "2", "10000", "100"))
                .startsWith("2\t10000\t100\t");
    }

    @Test
    void collectionsAreCounted() throws Exception {
        assertThat(run("-cp", JAR, CollectionsAfterLag.class.getName(), "true", "1"))
                .startsWith("true\t");
    }

    @Test
    void theReportSumsUpSeveralRuns() throws Exception {
        Path first = Files.writeString(directory.resolve("1"), "mpsc\t1\t8.00\t1.000\nstore\t1\t8.80\t1.100\n");
        Path second = Files.writeString(directory.resolve("2"), "mpsc\t1\t8.00\t1.000\nstore\t1\t9.60\t1.200\n");
        Path third = Files.writeString(directory.resolve("3"), "mpsc\t1\t8.00\t1.000\nstore\t1\t7.20\t0.900\n");
        Path picture = directory.resolve("ratios.svg");

        String table = run("-cp", JAR, PairedReport.class.getName(), "" + picture, "" + first, "" + second, "" + third);

        assertThat(table).contains("| store, 1 thread | 3 | 8.8 | 1.10 | 0.90 | 1.20 |");
        assertThat(picture).content().contains("store, 1 thread", "1.10", "</svg>");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        // apart: newer JVMs warn there of what JCTools uses
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(output) + Files.readString(errors))
                .isZero();
        return Files.readString(output);
    }
}
