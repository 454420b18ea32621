package dev.flagexporter.collector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import dev.flagexporter.backends.Fault;
import dev.flagexporter.backends.FaultyProxy;
import dev.flagexporter.backends.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The S3 exporter within the packaged application. */
class S3CollectorIT {

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";
    private static final String BUCKET = "flags";
    private static final String TOKEN = "t0ken-of-the-tests";
    private static final int EVENTS = 5;

    @TempDir
    Path directory;

    private final S3Server server = S3Server.start();
    private final FaultyProxy proxy = FaultyProxy.inFrontOf(server.uri());
    private final Map<String, String> configuration = new HashMap<>();

    @BeforeEach
    void configure() {
        server.createBucket(BUCKET);
        configuration.put(EXPORTERS + "events.enabled", "false");
        configuration.put(EXPORTERS + "tracking.enabled", "false");
        addExporter("lake", Map.of());
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    private void addExporter(String name, Map<String, String> more) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "kind",
                "s3",
                "bucket",
                BUCKET,
                "path",
                name,
                "endpoint",
                proxy.uri().toString(),
                "access-key-id",
                S3Server.ACCESS_KEY_ID,
                "secret-access-key",
                S3Server.SECRET_ACCESS_KEY));
        keys.putAll(more);
        keys.forEach((key, value) -> configuration.put(EXPORTERS + name + "." + key, value));
    }

    private CollectorProcess start() throws Exception {
        CollectorProcess collector = CollectorProcess.start(directory, configuration);
        assertThat(new EventSender(collector.uri("/v1/data/collector"), "user-of-s3").send(EVENTS))
                .isTrue();
        return collector;
    }

    private static void stop(CollectorProcess collector) {
        collector.terminate();
        assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
    }

    private List<String> lines(String key) throws IOException {
        byte[] content = server.content(BUCKET, key);
        byte[] plain =
                key.endsWith(".gz") ? new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes() : content;
        return new String(plain, UTF_8).lines().toList();
    }

    @Test
    void writesJsonAndGzipIntoTheBucket() throws Exception {
        addExporter("archive", Map.of("compression", "gzip"));
        try (CollectorProcess collector = start()) {
            stop(collector);
            assertThat(collector.log()).doesNotContain("WARN", "ERROR", "SLF4J", "Exception");
        }

        assertThat(server.versions(BUCKET))
                .satisfiesExactly(
                        key -> assertThat(key).matches("archive/flag-variation-.*-0-4\\.json\\.gz"),
                        key -> assertThat(key).matches("lake/flag-variation-.*-0-4\\.json"));
        for (String key : server.keys(BUCKET)) {
            assertThat(lines(key)).hasSize(EVENTS).allMatch(line -> line.contains("\"userKey\":\"user-of-s3\""));
        }
    }

    @Test
    void givesAnAttemptUpInTimeAndDeliversWithTheNext() throws Exception {
        configuration.put(EXPORTERS + "lake.attempt-timeout", "1s");
        configuration.put(EXPORTERS + "lake.flush-interval", "1s");
        proxy.once(request -> true, Fault.SILENCE);
        try (CollectorProcess collector = start()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !server.keys(BUCKET).isEmpty());
            stop(collector);
            assertThat(collector.log())
                    .contains("interrupted after the attempt-timeout of 1000 ms")
                    .doesNotContain("abandoned");
        }
        assertThat(server.versions(BUCKET)).hasSize(1);
    }

    @Test
    void keepsItsSecretsAtEveryLevelOfTheLog() throws Exception {
        configuration.put(EXPORTERS + "lake.session-token", TOKEN);
        configuration.put("quarkus.log.level", "DEBUG");
        try (CollectorProcess collector = start()) {
            stop(collector);
            assertThat(collector.log())
                    .contains("software.amazon.awssdk")
                    .doesNotContain(S3Server.ACCESS_KEY_ID, S3Server.SECRET_ACCESS_KEY, TOKEN);
        }
        assertThat(server.keys(BUCKET)).hasSize(1);
    }

    @Test
    void reportsItsMistakesWithAllOthers() throws Exception {
        addExporter("lake", Map.of("bucket", "s3://flags", "region", "eu central", "fromat", "csv"));
        configuration.put(EXPORTERS + "lake.endpoint", "minio:9000");
        try (CollectorProcess collector = CollectorProcess.launch(directory, configuration)) {
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(1);
            assertThat(collector.log())
                    .contains(EXPORTERS + "\"lake\".bucket = \"s3://flags\": it is not the name of a bucket")
                    .contains(EXPORTERS + "\"lake\".region = \"eu central\": it is not the name of a region")
                    .contains(EXPORTERS + "\"lake\".endpoint = \"minio:9000\": it does not begin with https://")
                    .contains(EXPORTERS + "\"lake\".fromat: is no key of this exporter. Did you mean format?")
                    .doesNotContain(S3Server.SECRET_ACCESS_KEY);
        }
    }

    @Test
    void bringsOneHttpClientAndNothingThatLogsPastQuarkus() throws Exception {
        Path libraries = Path.of(System.getProperty("collector.jar")).resolveSibling("lib/main");
        try (Stream<Path> files = Files.list(libraries)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names)
                    .filteredOn(name -> name.startsWith("software.amazon.awssdk."))
                    .filteredOn(name -> name.contains("-client-"))
                    .filteredOn(name -> !name.contains("http-client-spi"))
                    .singleElement()
                    .asString()
                    .contains("apache-client");
            assertThat(names)
                    .noneMatch(name -> name.startsWith("commons-logging.commons-logging-"))
                    .noneMatch(name -> name.startsWith("org.slf4j.jcl-over-slf4j-"));
        }
    }
}
