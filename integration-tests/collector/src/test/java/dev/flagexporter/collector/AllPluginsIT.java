package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.flagexporter.backends.S3Server;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.format.EventFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** All exporters and formats of this project in one application, where they share libraries. */
class AllPluginsIT {

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";
    private static final Path LIBRARIES =
            Path.of(System.getProperty("collector.jar")).resolveSibling("lib/main");
    private static final Pattern LOGGED = Pattern.compile("logged \\d+");
    private static final String BUCKET = "flags";
    private static final int EVENTS = 100;

    @TempDir
    Path directory;

    private final S3Server s3 = S3Server.start();

    @BeforeEach
    void createBucket() {
        s3.createBucket(BUCKET);
    }

    @AfterEach
    void closeServer() {
        s3.close();
    }

    /** What an exporter of a kind needs to work. */
    private Map<String, String> keysOf(String kind) {
        return switch (kind) {
            case "file" -> Map.of("output-dir", "exported/file");
            case "log" -> Map.of("log-format", "logged {{ .Value}}");
            case "s3" ->
                Map.of(
                        "bucket",
                        BUCKET,
                        "path",
                        "exported",
                        "endpoint",
                        s3.uri().toString(),
                        "access-key-id",
                        S3Server.ACCESS_KEY_ID,
                        "secret-access-key",
                        S3Server.SECRET_ACCESS_KEY);
            default -> fail("tell this test what the kind %s needs, and where its events arrive", kind);
        };
    }

    /** How many events arrived by an exporter of a kind. */
    private long arrivedBy(String kind, String log) {
        return switch (kind) {
            case "file" ->
                ExportedFiles.events(directory.resolve("exported/file")).size();
            case "log" -> LOGGED.matcher(log).results().count();
            case "s3" ->
                s3.keys(BUCKET).stream()
                        .flatMap(key -> new String(s3.content(BUCKET, key), UTF_8).lines())
                        .count();
            default -> 0;
        };
    }

    @Test
    void everyPluginIsInTheApplication() {
        assertThat(Stream.of(ExporterFactory.class, EventFormat.class)
                        .flatMap(service -> ProjectModules.pluginsWith(service).stream()))
                .isNotEmpty()
                .allSatisfy(plugin -> assertThat(LIBRARIES)
                        .as("add the plugin to the application of this module")
                        .isDirectoryContaining(file -> isJarOf(plugin, file)));
    }

    private static boolean isJarOf(Path plugin, Path file) {
        return Pattern.matches(
                "dev\\.flagexporter\\." + artifactId(plugin) + "-\\d.*\\.jar",
                file.getFileName().toString());
    }

    private static String artifactId(Path plugin) {
        String pom = read(plugin.resolve("pom.xml"));
        return pom.replaceFirst("(?s).*</parent>\\s*<artifactId>([^<]*)<.*", "$1");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allKindsAndFormatsWorkTogether() throws Exception {
        String log = exportAndStop();
        assertThat(log).doesNotContain("WARN", "ERROR");
        for (String kind : kinds()) {
            assertThat(log).contains("\"" + kind + "\" (" + kind + ") started");
            assertThat(arrivedBy(kind, log)).as("events by the kind %s", kind).isEqualTo(EVENTS);
        }
        EventFormat.names().forEach(format -> assertThat(directory.resolve("exported/as-" + format))
                .isDirectoryContaining(file -> file.toFile().length() > EVENTS));
    }

    private String exportAndStop() throws Exception {
        try (CollectorProcess collector = CollectorProcess.start(directory, configuration())) {
            assertThat(new EventSender(collector.uri("/v1/data/collector"), "user").send(EVENTS))
                    .isTrue();
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            return collector.log();
        }
    }

    private static List<String> kinds() {
        return ServiceLoader.load(ExporterFactory.class).stream()
                .map(factory -> factory.get().kind())
                .toList();
    }

    /** One exporter of each kind, and one of the kind file for each format. */
    private Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>();
        for (String kind : kinds()) {
            configuration.put(EXPORTERS + kind + ".kind", kind);
            keysOf(kind).forEach((key, value) -> configuration.put(EXPORTERS + kind + "." + key, value));
        }
        for (String format : EventFormat.names()) {
            String name = "as-" + format;
            configuration.put(EXPORTERS + name + ".kind", "file");
            configuration.put(EXPORTERS + name + ".format", format);
            configuration.put(EXPORTERS + name + ".output-dir", "exported/" + name);
        }
        return configuration;
    }
}
