package dev.flagexporter.thirdparty;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Quarkus' dev mode at work on a project, as its author has it in a terminal. */
final class DevMode implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Listening on: (http://\\S+)");
    private static final Pattern RELOAD = Pattern.compile("Live reload total time");
    private static final Pattern THREAD = Pattern.compile("^\"(flag-exporter-[^\"]+)\"", Pattern.MULTILINE);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Project project;
    private final Process maven;
    private long reloads;

    private DevMode(Project project, Process maven) {
        this.project = project;
        this.maven = maven;
    }

    /** Runs the command of the guide, on any free ports. */
    static DevMode start(Project project) throws IOException {
        List<String> command = new ArrayList<>(Guide.command("dev"));
        assertThat(command.remove(0)).isEqualTo("mvn");
        command.addAll(List.of("-Dquarkus.http.port=0", "-Ddebug=false", "-Dquarkus.analytics.disabled=true"));
        DevMode started = new DevMode(project, project.maven(command.toArray(String[]::new)));
        await().atMost(PATIENCE)
                .failFast("Maven has ended", () -> !started.maven.isAlive())
                .until(() -> ADDRESS.matcher(project.log()).find());
        return started;
    }

    String get(String path) throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(project.log());
        assertThat(address.find()).isTrue();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address.group(1) + path)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** Asks until the changes that were made are seen: dev mode looks for them with a request, but not with each. */
    void awaitReload() {
        reloads++;
        await().atMost(PATIENCE).untilAsserted(() -> {
            get("/");
            assertThat(RELOAD.matcher(project.log()).results()).hasSize((int) reloads);
        });
    }

    /** The names of the extension's threads in the JVM of the application. */
    List<String> threads() throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(application().pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String threads = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return THREAD.matcher(threads)
                .results()
                .map(thread -> thread.group(1))
                .sorted()
                .toList();
    }

    private ProcessHandle application() {
        return maven.descendants()
                .filter(process -> process.info().commandLine().orElse("").endsWith("-dev.jar"))
                .findFirst()
                .orElseThrow();
    }

    /** Ends it as a terminal that is closed does, and waits until nothing of it is left. */
    void stop() throws InterruptedException {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(maven.toHandle()), maven.descendants()).toList();
        maven.destroy();
        assertThat(maven.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(all).noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        maven.descendants().forEach(ProcessHandle::destroyForcibly);
        maven.destroyForcibly();
    }
}
