package dev.flagexporter.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Compares what a request costs a server: one that only parses the body, the collector with an exporter that counts, and the
 * collector with the file exporter. All of them run; in each round, each of them gets the same load, one after the other.
 *
 * <p>Arguments: the jar of the benchmark server; a directory for files; seconds of warm-up for each server; seconds of a turn;
 * rounds; connections; then the numbers of events in a request.
 */
public final class HttpBenchmark {

    private static final List<String> SERVERS = List.of("bare", "counting", "file");
    private static final int BODIES = 16;
    private static final int OPTIONS = 6;

    private final List<BenchmarkedServer> servers;
    private final HttpLoad load;
    private final Duration turn;
    private final int rounds;

    private HttpBenchmark(List<BenchmarkedServer> servers, HttpLoad load, Duration turn, int rounds) {
        this.servers = servers;
        this.load = load;
        this.turn = turn;
        this.rounds = rounds;
    }

    /** The bodies of a request: how many events, and whether they are compressed. */
    private record Shape(int events, boolean gzip) {

        List<byte[]> bodies() {
            return IntStream.range(0, BODIES).mapToObj(this::body).toList();
        }

        private byte[] body(int number) {
            byte[] plain = SampleBodies.named("flags", events, number * events);
            return gzip ? compressed(plain) : plain;
        }

        private static byte[] compressed(byte[] plain) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(plain);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return compressed.toByteArray();
        }

        @Override
        public String toString() {
            return events + (events == 1 ? " event, " : " events, ") + (gzip ? "gzip" : "plain");
        }
    }

    /**
     * Prints lines with columns between tabs: the quantity, the server, the shape of the requests, the median, and the median
     * ratio to the bare server.
     *
     * @param arguments see the class
     * @throws Exception when a server fails, or does not answer with 200
     */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path directory = Path.of(arguments[1]);
        Duration warmup = Duration.ofSeconds(Long.parseLong(arguments[2]));
        List<Shape> shapes = Arrays.stream(arguments)
                .skip(OPTIONS)
                .map(Integer::valueOf)
                .flatMap(events -> Stream.of(new Shape(events, false), new Shape(events, true)))
                .toList();
        List<BenchmarkedServer> servers = new ArrayList<>();
        try {
            for (String name : SERVERS) {
                servers.add(BenchmarkedServer.start(name, jar, directory));
            }
            HttpBenchmark benchmark = new HttpBenchmark(
                    servers,
                    new HttpLoad(Integer.parseInt(arguments[5])),
                    Duration.ofSeconds(Long.parseLong(arguments[3])),
                    Integer.parseInt(arguments[4]));
            benchmark.warmUp(shapes, warmup.dividedBy(shapes.size()));
            for (Shape shape : shapes) {
                benchmark.measure(shape);
            }
            for (BenchmarkedServer server : servers) {
                server.checkExported();
            }
        } finally {
            servers.forEach(BenchmarkedServer::close);
        }
    }

    private void warmUp(List<Shape> shapes, Duration time) throws Exception {
        for (Shape shape : shapes) {
            List<byte[]> bodies = shape.bodies();
            for (BenchmarkedServer server : servers) {
                server.send(load, server.requests(bodies, shape.gzip()), shape.events(), time);
            }
        }
    }

    private void measure(Shape shape) throws Exception {
        List<byte[]> bodies = shape.bodies();
        BenchmarkedServer.Turn[][] turns = new BenchmarkedServer.Turn[servers.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < servers.size(); i++) {
                int number = (i + round) % servers.size();
                BenchmarkedServer server = servers.get(number);
                turns[number][round] =
                        server.measure(load, server.requests(bodies, shape.gzip()), shape.events(), turn);
            }
        }
        for (int i = 0; i < servers.size(); i++) {
            print(shape, servers.get(i).name(), turns[i], turns[0]);
        }
    }

    private static void print(
            Shape shape, String server, BenchmarkedServer.Turn[] turns, BenchmarkedServer.Turn[] references) {
        print(
                "cpu",
                server,
                shape,
                values(turns, BenchmarkedServer.Turn::cpuNanosPerEvent),
                values(references, BenchmarkedServer.Turn::cpuNanosPerEvent));
        print(
                "rate",
                server,
                shape,
                values(turns, each -> each.seen().requestsPerSecond()),
                values(references, each -> each.seen().requestsPerSecond()));
        double[] latencies = latencies(turns);
        double[] others = latencies(references);
        for (double percent : new double[] {50, 99, 99.9}) {
            double latency = Statistics.quantile(latencies, percent / 100);
            double other = Statistics.quantile(others, percent / 100);
            printLine("latency", server, shape + ", p" + percent, latency / 1000, latency / other);
        }
    }

    private static double[] values(BenchmarkedServer.Turn[] turns, ToDoubleFunction<BenchmarkedServer.Turn> value) {
        return Arrays.stream(turns).mapToDouble(value).toArray();
    }

    private static double[] latencies(BenchmarkedServer.Turn[] turns) {
        return Arrays.stream(turns)
                .flatMapToDouble(each -> Arrays.stream(each.seen().latencies()))
                .toArray();
    }

    private static void print(String quantity, String server, Shape shape, double[] values, double[] references) {
        printLine(
                quantity,
                server,
                shape.toString(),
                Statistics.median(values),
                Statistics.medianRatio(values, references));
    }

    private static void printLine(String quantity, String server, String how, double value, double ratio) {
        System.out.printf(Locale.ROOT, "%s\t%s\t%s\t%.2f\t%.3f%n", quantity, server, how, value, ratio);
    }
}
