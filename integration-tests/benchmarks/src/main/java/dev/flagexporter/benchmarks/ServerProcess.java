package dev.flagexporter.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged application as a process of its own, on a free port of the loopback interface. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
        Thread log = new Thread(this::readLog, "server-log");
        log.setDaemon(true);
        log.start();
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param jar the application
     * @param options of the JVM
     * @param configuration keys and values
     */
    static ServerProcess start(Path jar, List<String> options, Map<String, String> configuration) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=0");
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(jar.toString());
        try {
            ServerProcess server = new ServerProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            server.awaitStart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart() {
        try {
            port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("the server did not start", e);
        }
    }

    /** Reads the log to its end: a server blocks when the pipe of its log is full. The log is shown if the server fails. */
    private void readLog() {
        StringBuilder log = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.valueOf(listening.group(1)));
                }
                if (!port.isDone()) {
                    log.append(line).append('\n');
                } else if (line.contains("ERROR") || line.contains("WARN")) {
                    System.err.println(line);
                }
            }
        } catch (IOException e) {
            log.append(e);
        }
        port.completeExceptionally(new IllegalStateException(log.toString()));
    }

    int port() {
        return port.join();
    }

    /** The time that all threads of the process have used the processor for; Linux counts hundredths of a second. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Ends the process as an orchestrator does, and waits for it. */
    void terminate() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server did not stop");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
