package dev.flagexporter.collector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flagexporter.backends.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Parquet files of the packaged application, in a directory and in a bucket, opened by DuckDB. */
class ParquetCollectorIT {

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";
    private static final String BUCKET = "flags";
    private static final int EVENTS = 5;
    private static final List<String> SENT = IntStream.range(0, EVENTS)
            .mapToObj(i -> "user-of-parquet " + i + " test")
            .toList();
    private static final String TRACKED = """
            {"events":[{"kind":"tracking","contextKind":"user","userKey":"u-1","creationDate":1700000005,"key":"order",\
            "evaluationContext":{"plan":"pro"},"trackingEventDetails":{"value":49.9,"currency":"EUR"}}]}""";

    @TempDir
    Path directory;

    private final S3Server server = S3Server.start();
    private final Map<String, String> configuration = new HashMap<>();

    @BeforeEach
    void configure() {
        server.createBucket(BUCKET);
        for (String name : List.of("events", "tracking")) {
            configuration.put(EXPORTERS + name + ".kind", "file");
            configuration.put(EXPORTERS + name + ".event-type", name.equals("events") ? "feature" : name);
            configuration.put(EXPORTERS + name + ".format", "Parquet");
            configuration.put(EXPORTERS + name + ".output-dir", "exported/" + name);
        }
        configuration.put(EXPORTERS + "lake.kind", "s3");
        configuration.put(EXPORTERS + "lake.format", "Parquet");
        configuration.put(EXPORTERS + "lake.bucket", BUCKET);
        configuration.put(EXPORTERS + "lake.path", "lake");
        configuration.put(EXPORTERS + "lake.endpoint", server.uri().toString());
        configuration.put(EXPORTERS + "lake.access-key-id", S3Server.ACCESS_KEY_ID);
        configuration.put(EXPORTERS + "lake.secret-access-key", S3Server.SECRET_ACCESS_KEY);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void collect() throws Exception {
        try (CollectorProcess collector = CollectorProcess.start(directory, configuration)) {
            URI uri = collector.uri("/v1/data/collector");
            assertThat(new EventSender(uri, "user-of-parquet").send(EVENTS)).isTrue();
            track(uri);
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            assertThat(collector.log()).doesNotContain("WARN", "ERROR", "SLF4J", "Exception");
        }
    }

    private static void track(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(TRACKED))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    /** The only file below a folder of this test's directory. */
    private Path onlyFile(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            List<Path> found = files.toList();
            assertThat(found).singleElement().asString().endsWith(".parquet");
            return found.get(0);
        }
    }

    /** The only object of the bucket, as a file. */
    private Path onlyObject() throws IOException {
        assertThat(server.keys(BUCKET)).singleElement().asString().matches("lake/flag-variation-.*-0-4\\.parquet");
        return Files.write(
                directory.resolve("object.parquet"),
                server.content(BUCKET, server.keys(BUCKET).get(0)));
    }

    /** The first column of a query's rows. */
    private static List<String> rows(String query, Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query.formatted(file))) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SNAPPY", "ZSTD", "GZIP", "LZ4_RAW", "UNCOMPRESSED"})
    void writesFilesAndObjectsWithEachCodec(String codec) throws Exception {
        for (String name : List.of("events", "tracking", "lake")) {
            configuration.put(EXPORTERS + name + ".parquet-compression-codec", codec);
        }
        collect();
        for (Path file : List.of(onlyFile("exported/events"), onlyObject())) {
            assertThat(rows("SELECT userKey || ' ' || value || ' ' || metadata['env'] FROM '%s'", file))
                    .isEqualTo(SENT);
            assertThat(rows("SELECT DISTINCT compression FROM parquet_metadata('%s')", file))
                    .containsExactly(codec);
        }
        assertThat(rows(
                        "SELECT key || ' ' || evaluationContext['plan'] || ' ' || trackingEventDetails['value'] FROM '%s'",
                        onlyFile("exported/tracking")))
                .containsExactly("order pro 49.9");
    }

    @Test
    void doesNotStartWithACodecThatThereIsNot() throws Exception {
        configuration.put(EXPORTERS + "lake.parquet-compression-codec", "LZO");
        try (CollectorProcess collector = CollectorProcess.launch(directory, configuration)) {
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(1);
            assertThat(collector.log())
                    .contains(EXPORTERS + "\"lake\".parquet-compression-codec = \"LZO\":"
                            + " Parquet files are not written with such a codec")
                    .contains("Use one of SNAPPY, ZSTD, GZIP, LZ4_RAW, UNCOMPRESSED");
        }
    }

    /** Newer JVMs warn when a library of a codec is loaded without it, and later ones will refuse. */
    @Test
    void mayLoadTheLibrariesOfCodecs() throws Exception {
        try (JarFile jar = new JarFile(System.getProperty("collector.jar"))) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
        }
    }
}
