package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A server that requests are sent to, and what became of them. */
final class BenchmarkedServer implements AutoCloseable {

    /** Longer than the flush interval, so that what was sent has been exported. */
    private static final Duration SETTLING = Duration.ofMillis(1500);

    private static final List<String> OPTIONS = List.of("-XX:+UseG1GC", "-Xms1g", "-Xmx1g");

    private final String name;
    private final String path;
    private final Path files;
    private final ServerProcess process;
    private long accepted;

    private BenchmarkedServer(String name, String path, Path files, ServerProcess process) {
        this.name = name;
        this.path = path;
        this.files = files;
        this.process = process;
    }

    /**
     * Starts a server.
     *
     * @param name {@code bare} only parses; others are the collector with an exporter of this kind
     * @param jar the application
     * @param directory for exported files
     */
    static BenchmarkedServer start(String name, Path jar, Path directory) {
        Path files = directory.resolve(name);
        boolean isBare = name.equals("bare");
        return new BenchmarkedServer(
                name,
                isBare ? "/bare" : "/v1/data/collector",
                files,
                ServerProcess.start(jar, OPTIONS, isBare ? Map.of() : exporter(name, files)));
    }

    /** The configuration of an exporter that gets events soon. */
    static Map<String, String> exporter(String kind, Path files) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("quarkus.flag-exporter.exporters.events.kind", kind);
        keys.put("quarkus.flag-exporter.exporters.events.flush-interval", "1s");
        if (kind.equals("file")) {
            keys.put("quarkus.flag-exporter.exporters.events.output-dir", files.toString());
        }
        return keys;
    }

    String name() {
        return name;
    }

    List<byte[]> requests(List<byte[]> bodies, boolean gzip) {
        return bodies.stream()
                .map(body -> HttpConnection.request(path, body, gzip))
                .toList();
    }

    /**
     * One turn of load.
     *
     * @param seen what the senders have seen
     * @param cpuNanosPerEvent CPU time of the server, exporting included
     */
    record Turn(HttpLoad.Seen seen, double cpuNanosPerEvent) {}

    /** Sends requests of so many events for some time. */
    HttpLoad.Seen send(HttpLoad load, List<byte[]> requests, int events, Duration time) throws Exception {
        HttpLoad.Seen seen = load.send(process.port(), requests, time);
        accepted += (long) seen.latencies().length * events;
        deleteFiles();
        return seen;
    }

    /** Sends requests of so many events for some time, and waits until the events have been exported. */
    Turn measure(HttpLoad load, List<byte[]> requests, int events, Duration time) throws Exception {
        Duration before = process.cpuTime();
        HttpLoad.Seen seen = send(load, requests, events, time);
        Thread.sleep(SETTLING.toMillis());
        Duration used = process.cpuTime().minus(before);
        return new Turn(seen, used.toNanos() / ((double) seen.latencies().length * events));
    }

    private void deleteFiles() throws IOException {
        if (!Files.isDirectory(files)) {
            return;
        }
        try (Stream<Path> exported = Files.list(files)) {
            exported.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .forEach(BenchmarkedServer::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when events are missing that were answered with 200. */
    void checkExported() throws IOException {
        if (!name.equals("counting")) {
            return;
        }
        byte[] request = "GET /bare/exported HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (HttpConnection connection = new HttpConnection(process.port())) {
            long exported = Long.parseLong(connection.send(request).trim());
            if (exported != accepted) {
                throw new IllegalStateException(exported + " events were exported, " + accepted + " were accepted");
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
