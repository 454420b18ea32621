package dev.flagexporter.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how fast the collector is right after its start: until the first answer, and in each second from then on; with and
 * without an archive of its classes, in turns.
 *
 * <p>Arguments: the jar of the benchmark server; a directory for the archive; rounds; seconds; connections.
 */
public final class StartBenchmark {

    private static final int EVENTS = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Path jar;
    private final Path archive;
    private final int seconds;
    private final HttpLoad load;
    private final List<byte[]> requests;

    private StartBenchmark(Path jar, Path archive, int seconds, HttpLoad load) {
        this.jar = jar;
        this.archive = archive;
        this.seconds = seconds;
        this.load = load;
        this.requests =
                List.of(HttpConnection.request("/v1/data/collector", SampleBodies.named("flags", EVENTS, 0), false));
    }

    /**
     * Prints lines with columns between tabs: with or without an archive, what was measured, the median, and the median ratio to
     * the start without an archive.
     *
     * @param arguments see the class
     * @throws Exception when a server fails, or does not answer with 200
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        int rounds = Integer.parseInt(arguments[2]);
        StartBenchmark benchmark = new StartBenchmark(
                Path.of(arguments[0]),
                directory.resolve("classes.jsa").toAbsolutePath(),
                Integer.parseInt(arguments[3]),
                new HttpLoad(Integer.parseInt(arguments[4])));
        benchmark.makeArchive();
        List<double[]> without = new ArrayList<>();
        List<double[]> with = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            without.add(benchmark.start("-Xshare:auto"));
            with.add(benchmark.start("-XX:SharedArchiveFile=" + benchmark.archive));
        }
        benchmark.print("without archive", without, without);
        benchmark.print("with archive", with, without);
    }

    private ServerProcess server(String option) {
        Map<String, String> counting = BenchmarkedServer.exporter("counting", archive);
        return ServerProcess.start(jar, List.of(option, "-XX:+UseG1GC", "-Xms1g", "-Xmx1g"), counting);
    }

    /** Of the classes that the start and a few requests need. */
    private void makeArchive() throws Exception {
        Files.deleteIfExists(archive);
        try (ServerProcess server = server("-XX:ArchiveClassesAtExit=" + archive)) {
            load.send(server.port(), requests, SECOND);
            server.terminate();
        }
        if (!Files.exists(archive)) {
            throw new IllegalStateException("the JVM has written no archive");
        }
    }

    /** Milliseconds until the first answer, and then the requests that are answered in each second. */
    private double[] start(String option) throws Exception {
        double[] results = new double[1 + seconds];
        long before = System.nanoTime();
        try (ServerProcess server = server(option)) {
            try (HttpConnection connection = new HttpConnection(server.port())) {
                connection.send(requests.get(0));
            }
            results[0] = (System.nanoTime() - before) / 1e6;
            for (int second = 1; second <= seconds; second++) {
                results[second] = load.send(server.port(), requests, SECOND).requestsPerSecond();
            }
        }
        return results;
    }

    private void print(String name, List<double[]> results, List<double[]> references) {
        for (int i = 0; i <= seconds; i++) {
            double[] values = column(results, i);
            System.out.printf(
                    Locale.ROOT,
                    "%s\t%s\t%.1f\t%.3f%n",
                    name,
                    i == 0 ? "ms until the first answer" : "requests/s in second " + i,
                    Statistics.median(values),
                    Statistics.medianRatio(values, column(references, i)));
        }
    }

    private static double[] column(List<double[]> results, int column) {
        return results.stream().mapToDouble(each -> each[column]).toArray();
    }
}
