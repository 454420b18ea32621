package dev.flagexporter.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Senders that each have one request in flight and send the next one as soon as it is answered. */
final class HttpLoad {

    private static final int FEW = 1024;

    private final int connections;

    HttpLoad(int connections) {
        this.connections = connections;
    }

    /**
     * What senders have seen.
     *
     * @param seconds how long they sent
     * @param latencies of each request, in nanoseconds, in no order
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Seen(double seconds, double[] latencies) {

        double requestsPerSecond() {
            return latencies.length / seconds;
        }
    }

    /** Sends requests for some time, in turns, and fails when one of them is not answered with 200. */
    Seen send(int port, List<byte[]> requests, Duration time) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            List<Callable<double[]>> loops = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i;
                loops.add(() -> loop(port, requests, first, start + time.toNanos()));
            }
            List<double[]> latencies = new ArrayList<>();
            for (Future<double[]> loop : senders.invokeAll(loops)) {
                latencies.add(loop.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Seen(
                    seconds, latencies.stream().flatMapToDouble(Arrays::stream).toArray());
        } finally {
            senders.shutdownNow();
        }
    }

    private static double[] loop(int port, List<byte[]> requests, int first, long end) throws Exception {
        double[] latencies = new double[FEW];
        int count = 0;
        try (HttpConnection connection = new HttpConnection(port)) {
            for (long before = System.nanoTime(); before < end; ) {
                connection.send(requests.get((first + count) % requests.size()));
                long after = System.nanoTime();
                latencies = count == latencies.length ? Arrays.copyOf(latencies, 2 * count) : latencies;
                latencies[count++] = after - before;
                before = after;
            }
        }
        return Arrays.copyOf(latencies, count);
    }
}
