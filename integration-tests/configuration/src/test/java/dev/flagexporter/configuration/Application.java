package dev.flagexporter.configuration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged application as a process of its own, in a working directory of its own. */
final class Application implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Listening on: (http://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> systemProperties = new ArrayList<>();
    private Process process;

    Application(Path directory) {
        this.directory = directory;
    }

    /** Writes {@code config/application.properties}, also while the application runs. */
    Application configure(String... lines) throws IOException {
        return write("config/application.properties", lines);
    }

    /** Writes a file below the working directory. */
    Application write(String file, String... lines) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, List.of(lines));
        return this;
    }

    Application environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Application systemProperty(String key, String value) {
        systemProperties.add("-D" + key + "=" + value);
        return this;
    }

    /** Starts it on a free port, and waits until it listens. */
    Application start() throws IOException {
        launch();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output()).containsPattern(ADDRESS));
        return this;
    }

    /** Starts it, and waits for its end; the exit code. */
    int startAndEnd() throws IOException, InterruptedException {
        launch();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(systemProperties);
        command.addAll(List.of("-Dquarkus.http.port=0", "-jar", System.getProperty("application.jar")));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** The body of the answer, whatever its status. */
    String get(String path) throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(output());
        assertThat(address.find()).isTrue();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address.group(1) + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** Everything that it has printed so far. */
    String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"));
    }

    /** The lines of a file below the working directory; none as long as it is not there. */
    List<String> lines(String file) throws IOException {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    /** Sends SIGTERM, as an operating system or an orchestrator does, and waits for the end. */
    void terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
