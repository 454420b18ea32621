package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The programs of the packaged jar start and print what is expected, with the smallest settings. */
class BenchmarksIT {

    private static final String JAR = System.getProperty("benchmarks.jar");
    private static final String SERVER = System.getProperty("benchmark.server.jar");

    @TempDir
    Path directory;

    @Test
    void theJarKnowsItsBenchmarks() throws Exception {
        assertThat(run("-jar", JAR, "-l")).contains(AppendBenchmark.class.getName() + ".burst");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void anAppendIsComparedForEveryTarget(String threads) throws Exception {
        assertCompared(
                threads, "mpsc", "mpsc:1:10:16384", "blocking", "store", "store:2:10", "store:1:10:2", "otel:2:10");
    }

    @Test
    void theBuildingOfEventsIsTimedAsWell() throws Exception {
        assertCompared("build", "store", "otel", "otel:1:10:9", "mpsc", "blocking", "event", "clock");
    }

    @Test
    void appendsGoOnWhileExportersRun() throws Exception {
        assertCompared("sustained", "exportMpsc", "exportBlocking", "exportOtel", "exportStore", "exportStore:2:1");
    }

    @Test
    void streamingExportersAreWokenByAppends() throws Exception {
        assertCompared("sustained", "streamMpsc", "streamBlocking", "streamStore", "streamStore:2:1");
        assertCompared("paced", "streamMpsc", "streamBlocking", "streamStore");
    }

    @Test
    void takingEventsOutIsTimed() throws Exception {
        assertCompared("drain", "mpsc", "mpscBatches", "blocking", "store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flags", "objects"})
    void theFormatsOfTextAreComparedWithDataBinding(String events) throws Exception {
        assertCompared(PairedFormats.class, events, "json", "databind", "generator", "messages", "databindMessages");
        assertCompared(PairedFormats.class, events, "csv", "databind", "databindCsv");
    }

    private void assertCompared(String timed, String... targets) throws Exception {
        assertCompared(PairedAppend.class, timed, targets);
    }

    /** Each target's line has a time and a ratio. */
    private void assertCompared(Class<?> program, String timed, String... targets) throws Exception {
        List<String> command = new ArrayList<>(List.of("-cp", JAR, program.getName(), timed, "2"));
        command.addAll(List.of(targets));
        assertThat(run(command.toArray(String[]::new)).lines())
                .allMatch(line -> line.matches("\\S+\t" + timed + "\t\\d+\\.\\d+\t\\d+\\.\\d+"))
                .extracting(line -> line.split("\t", -1)[0])
                .containsExactly(targets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drain", "export"})
    void singleAppendsAreTimed(String meanwhile) throws Exception {
        assertThat(run("-cp", JAR, LatencyWhileDraining.class.getName(), "1", "2000", "1000", meanwhile))
                .contains("mpsc\tp50.0\t", "store\tp50.0\t", "store\tp99.99\t", "collections\t");
    }

    @Test
    void theHeapIsRead() throws Exception {
        assertThat(run("-cp", JAR, MemoryPerEvent.class.getName(), "2", "10000", "100"))
                .contains("2 exporters, 100 events on a lease\tempty store\t")
                .contains("2 exporters, 100 events on a lease\t10000 pending\t");
    }

    @Test
    void collectionsAreCounted() throws Exception {
        assertThat(run("-cp", JAR, CollectionsAfterLag.class.getName(), "1")).contains("none lagged\t", "one lagged\t");
    }

    @Test
    void parquetIsComparedWithItsBareLibrary() throws Exception {
        String output = run("-cp", JAR, ParquetRows.class.getName(), "2", "1000", "SNAPPY", "ZSTD", "GZIP");
        assertThat(output.lines())
                .hasSize(12)
                .allMatch(line -> line.matches("(bare library|format)\t[A-Z]+, (ns|bytes)\t\\d+\\.\\d+\t\\d+\\.\\d+"));
        assertThat(output).contains("format\tGZIP, ns\t");
    }

    @Test
    void theHeapIsLookedAtWhileFormatsWrite() throws Exception {
        assertThat(run("-Xmx64m", "-cp", JAR, FormatMemory.class.getName(), "2000", "json", "csv", "parquet")
                        .lines())
                .hasSize(3)
                .allMatch(line -> line.matches("(json|csv|parquet)\t2000 events\t-?\\d+\\.\\d+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flags", "objects"})
    void theDecodingOfBodiesIsComparedWithDataBinding(String bodies) throws Exception {
        String output = run("-cp", JAR, PairedDecoding.class.getName(), bodies, "10", "3");

        assertThat(output.lines())
                .hasSize(3)
                .allMatch(line ->
                        line.matches("(collector|databind|tree)\t" + bodies + ", 10 events\t\\d+\\.\\d+\t\\d+\\.\\d+"));
    }

    @Test
    void requestsAreComparedWithAnEndpointThatOnlyParses() throws Exception {
        String output =
                run("-cp", JAR, HttpBenchmark.class.getName(), SERVER, "" + directory, "1", "1", "1", "2", "10");

        // CPU time, rate and three quantiles of the latency, of plain and compressed requests
        assertThat(output.lines())
                .hasSize(3 * 2 * 5)
                .allMatch(
                        line -> line.matches("(cpu|rate|latency)\t(bare|counting|file)\t10 events, .*\t\\d.*\t\\d.*"));
    }

    @Test
    void theFirstSecondsAreMeasuredWithAndWithoutAnArchiveOfClasses() throws Exception {
        String output = run("-cp", JAR, StartBenchmark.class.getName(), SERVER, "" + directory, "1", "1", "2");

        assertThat(output.lines())
                .hasSize(2 * 2)
                .allMatch(line -> line.matches("with(out)? archive\t(ms until|requests/s in).*\t\\d.*\t\\d.*"));
    }

    @Test
    void theReportSumsUpSeveralRuns() throws Exception {
        Path first = Files.writeString(directory.resolve("1"), "mpsc\t1\t8.00\t1.000\nstore\t1\t8.80\t1.100\n");
        Path second = Files.writeString(directory.resolve("2"), "mpsc\t1\t8.00\t1.000\nstore\t1\t9.60\t1.200\n");
        Path third = Files.writeString(directory.resolve("3"), "mpsc\t1\t8.00\t1.000\nstore\t1\t7.20\t0.900\n");
        Path picture = directory.resolve("ratios.svg");

        String table = run(
                "-cp",
                JAR,
                Report.class.getName(),
                "ns",
                "" + picture,
                "Appends",
                "1.3",
                "" + first,
                "" + second,
                "" + third);

        assertThat(table)
                .contains("| what | how | JVMs | ns | ratio | least | most |")
                .contains("| store | 1 thread | 3 | 8.8 | 1.10 | 0.90 | 1.20 |");
        assertThat(picture).content().contains("Appends", "store, 1 thread", "1.10", "</svg>");
    }

    @Test
    void theReportShowsWhatIsNotCompared() throws Exception {
        Path only = Files.writeString(directory.resolve("1"), "1 exporter\t10 pending\t4.25\n");

        String table = run("-cp", JAR, Report.class.getName(), "bytes", "-", "", "0", "" + only);

        assertThat(table).contains("| 1 exporter | 10 pending | 1 | 4.3 | | | |");
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
