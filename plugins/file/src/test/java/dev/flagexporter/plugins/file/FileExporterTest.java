package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import dev.flagexporter.testkit.TestExportContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("A file exporter")
class FileExporterTest {

    private static final TestExportContext BATCH = TestExportContext.of(EventType.FEATURE, 0, 3);
    private static final String NAME = "flag-variation-node-7-1700000000-test-store1-0-2.json";

    private static final Path OTHER_FILE_SYSTEM = Path.of("/dev/shm");

    @TempDir
    private Path directory;

    private Exporter exporter(Map<String, String> keys) throws Exception {
        return exporter(keys, TestEnvironment.of(EventType.FEATURE));
    }

    private Exporter exporter(Map<String, String> keys, TestEnvironment environment) throws Exception {
        Map<String, String> all = new HashMap<>(keys);
        all.putIfAbsent("output-dir", directory.toString());
        Exporter exporter = (Exporter)
                new FileExporterFactory().create(Configurations.of(FileExporterConfig.class, all), environment);
        exporter.open();
        return exporter;
    }

    /** Everything below the directory, hidden or not. */
    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void collectsEvents() throws Exception {
        assertThat(exporter(Map.of()).isBulk()).isTrue();
    }

    @Test
    void writesAllEventsOfAFlushIntoOneFile() throws Exception {
        List<FeatureEvent> events = Events.features(3);
        exporter(Map.of()).export(BATCH, events);

        assertThat(files()).containsExactly(NAME);
        assertThat(directory.resolve(NAME))
                .hasContent(new String(events.get(0).formatInJson(), UTF_8) + "\n"
                        + new String(events.get(1).formatInJson(), UTF_8) + "\n"
                        + new String(events.get(2).formatInJson(), UTF_8) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "CSV", "Csv"})
    void writesCsvWithoutAHeader(String format) throws Exception {
        exporter(Map.of("format", format, "filename", "flags.{{ .Format}}")).export(BATCH, Events.features(3));

        assertThat(directory.resolve("flags-test-store1-0-2.csv")).hasContent("""
                        feature;user;user-0;1700000000;checkout-v2;on;true;false;INPROCESS
                        feature;user;user-1;1700000000;checkout-v2;on;true;false;INPROCESS
                        feature;user;user-2;1700000000;checkout-v2;on;true;false;INPROCESS
                        """);
    }

    @Test
    void writesTrackingEvents() throws Exception {
        TestEnvironment environment = TestEnvironment.of(EventType.TRACKING);
        exporter(Map.of("format", "csv", "csv-template", "{{ .Key}},{{ .UserKey}}"), environment)
                .export(TestExportContext.of(EventType.TRACKING, 5, 1), Events.trackings(1));

        assertThat(directory.resolve("flag-variation-node-7-1700000000-test-store1-5-5.csv"))
                .hasContent("order-paid,user-0\n");
    }

    @Test
    void makesItsDirectoryWhenOpened() throws Exception {
        exporter(Map.of("output-dir", directory + "/a/b/")).export(BATCH, Events.features(3));

        assertThat(files()).containsExactly("a/b/" + NAME);
    }

    @Test
    void makesItsDirectoryAgainWhenItWasDeleted() throws Exception {
        Exporter exporter = exporter(Map.of("output-dir", directory + "/a"));
        Files.delete(directory.resolve("a"));
        exporter.export(BATCH, Events.features(3));

        assertThat(files()).containsExactly("a/" + NAME);
    }

    @Test
    void makesFoldersForPartitions() throws Exception {
        exporter(Map.of("filename", "day={{ .Year}}-{{ .Month}}-{{ .Day}}/{{ .EventType}}.{{ .Format}}"))
                .export(BATCH, Events.features(3));

        assertThat(files()).containsExactly("day=2023-11-14/feature-test-store1-0-2.json");
    }

    @Test
    void writesTwoFlushesOfOneSecondIntoTwoFiles() throws Exception {
        Exporter exporter = exporter(Map.of());
        exporter.export(BATCH, Events.features(3));
        exporter.export(TestExportContext.of(EventType.FEATURE, 3, 2), Events.features(2));

        assertThat(files()).containsExactly(NAME, "flag-variation-node-7-1700000000-test-store1-3-4.json");
    }

    @Test
    void doesNotDoubleADeliveryThatWasWrittenAlready() throws Exception {
        exporter(Map.of()).export(BATCH, Events.features(3));
        Object written = Files.readAttributes(directory.resolve(NAME), "lastModifiedTime,fileKey");

        exporter(Map.of()).export(BATCH.retried(), Events.features(3));

        assertThat(files()).containsExactly(NAME);
        assertThat(Files.readAttributes(directory.resolve(NAME), "lastModifiedTime,fileKey"))
                .isEqualTo(written);
    }

    @Test
    void neverReplacesAForeignFile() throws Exception {
        Exporter exporter = exporter(Map.of());
        Files.writeString(directory.resolve(NAME), "foreign");

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, Events.features(3)))
                .withMessage("the file " + directory.resolve(NAME) + " exists with other content and is not replaced;"
                        + " give this exporter another output-dir or filename, or move the file away")
                .satisfies(e -> assertThat(e.isPermanent()).isFalse());
        assertThat(directory.resolve(NAME)).hasContent("foreign");
        assertThat(files()).containsExactly(NAME);
    }

    @Test
    void neverReplacesAForeignDirectory() throws Exception {
        Exporter exporter = exporter(Map.of());
        Files.createDirectory(directory.resolve(NAME));

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, Events.features(3)))
                .withMessageContaining(NAME);
        assertThat(files()).isEmpty();
    }

    @Test
    void removesTheOldTemporaryFilesOfACrashWhenOpened() throws Exception {
        Path old = Files.writeString(directory.resolve(".flag-exporter-test-0123456789abcdef.tmp"), "{\"half\":");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path recent = Files.writeString(directory.resolve(".flag-exporter-test-0123456789abcdee.tmp"), "{\"half\":");
        exporter(Map.of()).export(BATCH, Events.features(3));

        assertThat(files()).containsExactly(recent.getFileName().toString(), NAME);
    }

    @Test
    void keepsTheCauseOfAFailureAndLeavesNothing() throws Exception {
        Exporter exporter = exporter(Map.of("output-dir", directory + "/a"));
        Files.delete(directory.resolve("a"));
        Files.writeString(directory.resolve("a"), "a file where the directory was");

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, Events.features(3)))
                .withMessageStartingWith(
                        "could not write the file " + directory.resolve("a").resolve(NAME) + ": ")
                .withCauseInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.isPermanent()).isFalse());
        assertThat(files()).containsExactly("a");
    }

    /** Nobody may make files where Linux shows its devices, not even its administrator. */
    @Test
    void triesAgainLaterWhereItMayNotWrite() throws Exception {
        Exporter exporter = exporter(Map.of("output-dir", "/", "filename", "sys/flags.json"));

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, Events.features(3)))
                .withMessageStartingWith("could not write the file /sys/flags-test-store1-0-2.json: ")
                .withCauseInstanceOf(FileSystemException.class)
                .satisfies(e -> assertThat(e.isPermanent()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {234, 255})
    void writesFilesWithTheLongestNames(int length) throws Exception {
        String suffix = "-test-store1-0-2.json";
        String name = "x".repeat(length - suffix.length()) + suffix;
        FileExporterConfig config = Configurations.of(
                FileExporterConfig.class,
                Map.of("output-dir", directory.toString(), "filename", name.replace(suffix, ".json")));
        Exporter exporter = new FileExporter(
                new OutputDirectory(directory),
                new BatchObjects(config, TestEnvironment.of(EventType.FEATURE)),
                new TemporaryFiles("test"));

        exporter.export(BATCH, Events.features(3));

        assertThat(files()).containsExactly(name);
    }

    @Test
    void hasItsTemporaryFilesInItsDirectoryWhateverTheFolderOfAFile() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        FileExporterConfig config = Configurations.of(
                FileExporterConfig.class,
                Map.of("output-dir", directory.toString(), "filename", "{{ .Year}}/{{ .Month}}/flags.json"));
        Exporter exporter = new FileExporter(
                new OutputDirectory(directory),
                new BatchObjects(config, TestEnvironment.of(EventType.FEATURE)),
                new TemporaryFiles("test"),
                () -> seen.add(listed()));

        exporter.export(BATCH, Events.features(3));

        assertThat(seen).singleElement().satisfies(names -> assertThat(names)
                .singleElement()
                .asString()
                .matches("\\.flag-exporter-test-[0-9a-f]{16}\\.tmp"));
        assertThat(files()).containsExactly("2023/11/flags-test-store1-0-2.json");
    }

    @Test
    @EnabledIf("hasAnotherFileSystem")
    void publishesFilesInAFolderOfAnotherFileSystemAtOnceToo() throws Exception {
        Path elsewhere = Files.createTempDirectory(OTHER_FILE_SYSTEM, "flag-exporter");
        try {
            Files.createSymbolicLink(directory.resolve("mounted"), elsewhere);
            Exporter exporter = exporter(Map.of("filename", "mounted/flags.json"));
            exporter.export(BATCH, Events.features(3));
            exporter.export(TestExportContext.of(EventType.FEATURE, 3, 2), Events.features(2));

            assertThat(files()).isEmpty();
            assertThat(elsewhere.toFile().list())
                    .containsExactlyInAnyOrder("flags-test-store1-0-2.json", "flags-test-store1-3-4.json");
            Files.writeString(elsewhere.resolve("flags-test-store1-5-5.json"), "foreign");
            assertThatExceptionOfType(ExportException.class)
                    .isThrownBy(
                            () -> exporter.export(TestExportContext.of(EventType.FEATURE, 5, 1), Events.features(1)))
                    .withMessageContaining("exists with other content and is not replaced");
        } finally {
            try (Stream<Path> found = Files.walk(elsewhere)) {
                found.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    static boolean hasAnotherFileSystem() throws IOException {
        return Files.isWritable(OTHER_FILE_SYSTEM)
                && !Files.getAttribute(OTHER_FILE_SYSTEM, "unix:dev")
                        .equals(Files.getAttribute(Path.of(System.getProperty("java.io.tmpdir")), "unix:dev"));
    }

    @Test
    void leavesNothingWhenTheBatchCannotBeFormatted() throws Exception {
        Exporter exporter = exporter(Map.of());
        List<ExportableEvent> poisoned = List.of(Events.feature(1), new Unwritable());

        assertThatIllegalStateException().isThrownBy(() -> exporter.export(BATCH, poisoned));
        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNothingWhenItIsInterrupted() throws Exception {
        Exporter exporter = exporter(Map.of());
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, Events.features(3)))
                .withCauseInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(files()).isEmpty();
    }

    @Test
    void showsNoFileBeforeItIsComplete() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        FileExporterConfig config =
                Configurations.of(FileExporterConfig.class, Map.of("output-dir", directory.toString()));
        TestEnvironment environment = TestEnvironment.of(EventType.FEATURE);
        Exporter exporter = new FileExporter(
                new OutputDirectory(directory),
                new BatchObjects(config, environment),
                new TemporaryFiles("test"),
                () -> seen.add(listed()));

        exporter.export(BATCH, Events.features(3));

        assertThat(seen).singleElement().satisfies(names -> assertThat(names)
                .singleElement()
                .asString()
                .matches("\\.flag-exporter-test-[0-9a-f]{16}\\.tmp"));
        assertThat(files()).containsExactly(NAME);
    }

    private List<String> listed() {
        try {
            return files();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void givesFilesTheUsualPermissions() throws Exception {
        exporter(Map.of()).export(BATCH, Events.features(3));
        Path usual = Files.createFile(directory.resolve("usual"));

        assertThat(Files.getPosixFilePermissions(directory.resolve(NAME)))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void keepsHostileValuesInside() throws Exception {
        TestEnvironment hostile =
                new TestEnvironment("test", EventType.FEATURE, "../../../../tmp/evil\\..\u0000\n", Map.of());
        exporter(Map.of("output-dir", directory + "/inside", "filename", "{{ .Hostname}}/{{ .Hostname}}.json"), hostile)
                .export(BATCH, Events.features(3));

        assertThat(files())
                .containsExactly("inside/.._.._.._.._tmp_evil_..__/.._.._.._.._tmp_evil_..__-test-store1-0-2.json");
    }

    @Test
    void writesAMillionBytesAndMore() throws Exception {
        int count = 10_000;
        exporter(Map.of()).export(TestExportContext.of(EventType.FEATURE, 0, count), Events.features(count));

        assertThat(Files.readAllLines(directory.resolve("flag-variation-node-7-1700000000-test-store1-0-9999.json")))
                .hasSize(count)
                .allSatisfy(line ->
                        assertThat(line).startsWith("{\"kind\":\"feature\"").endsWith("}}"));
    }
}
