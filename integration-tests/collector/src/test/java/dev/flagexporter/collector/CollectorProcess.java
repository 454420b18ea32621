package dev.flagexporter.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The packaged collector as a process of its own, in a working directory of its own, configured by a file as users
 * configure it.
 */
final class CollectorProcess implements AutoCloseable {

    private static final String COLLECTOR = "collector.jar";
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Predicate<String> tap;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;

    private CollectorProcess(Process process, Predicate<String> tap) {
        this.process = process;
        this.tap = tap;
        this.reader = new Thread(this::readLog, "collector-log");
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /** Starts the collector on a free port and waits until it listens. */
    static CollectorProcess start(Path workingDirectory, Map<String, String> configuration) {
        return start(workingDirectory, configuration, line -> false);
    }

    /** The same; the tap sees each line of the log at once, and those that it takes are not kept. */
    static CollectorProcess start(Path workingDirectory, Map<String, String> configuration, Predicate<String> tap) {
        return awaitStart(launch(COLLECTOR, workingDirectory, configuration, tap, List.of()));
    }

    private static CollectorProcess awaitStart(CollectorProcess collector) {
        try {
            collector.port.get(START_SECONDS, TimeUnit.SECONDS);
            return collector;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            collector.close();
            throw new AssertionError("the collector did not start:\n" + collector.log(), e);
        }
    }

    /** Starts the collector with options of the JVM, and waits until it listens. */
    static CollectorProcess start(Path workingDirectory, Map<String, String> configuration, List<String> jvmOptions) {
        return awaitStart(launch(COLLECTOR, workingDirectory, configuration, line -> false, jvmOptions));
    }

    /** The same with the collector that has the exporter kind {@code faulty} as well. Only the profile soak packages it. */
    static CollectorProcess startFaulty(
            Path workingDirectory, Map<String, String> configuration, List<String> jvmOptions) {
        return awaitStart(launch("faulty.collector.jar", workingDirectory, configuration, line -> false, jvmOptions));
    }

    /** Starts the collector and does not wait for anything. */
    static CollectorProcess launch(Path workingDirectory, Map<String, String> configuration) {
        return launch(COLLECTOR, workingDirectory, configuration, line -> false, List.of());
    }

    private static CollectorProcess launch(
            String jar,
            Path workingDirectory,
            Map<String, String> configuration,
            Predicate<String> tap,
            List<String> jvmOptions) {
        try {
            configure(workingDirectory, configuration);
            List<String> command = new ArrayList<>(List.of(javaExecutable()));
            command.addAll(jvmOptions);
            command.addAll(List.of("-jar", System.getProperty(jar)));
            return new CollectorProcess(
                    new ProcessBuilder(command)
                            .directory(workingDirectory.toFile())
                            .redirectErrorStream(true)
                            .start(),
                    tap);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the configuration file, also of a collector that runs already. */
    static void configure(Path workingDirectory, Map<String, String> configuration) throws IOException {
        Path config = Files.createDirectories(workingDirectory.resolve("config"));
        List<String> lines = new ArrayList<>();
        lines.add("quarkus.http.host=127.0.0.1");
        lines.add("quarkus.http.port=0");
        configuration.forEach((key, value) -> lines.add(key + "=" + value));
        // at once, because a running collector may look at it at any time
        Path complete = Files.write(config.resolve("application.properties.new"), lines);
        Files.move(complete, config.resolve("application.properties"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String javaExecutable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!tap.test(line)) {
                    log.add(line);
                }
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.valueOf(listening.group(1)));
                }
            }
        } catch (IOException e) {
            log.add("the log ended: " + e);
        }
        port.completeExceptionally(new IllegalStateException("the process ended"));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port.join() + path);
    }

    long pid() {
        return process.pid();
    }

    String log() {
        return log.stream().collect(Collectors.joining("\n"));
    }

    /** Sends SIGTERM, as an operating system or an orchestrator does. By the handle, which leaves the log open. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for the end and answers the exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the collector did not stop:\n" + log());
            }
            reader.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the process whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
