package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.object.Compression;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.TestEnvironment;
import io.smallrye.config.ConfigValidationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

@DisplayName("The configuration of a file exporter")
class FileExporterConfigTest {

    private static final TestEnvironment ENVIRONMENT = TestEnvironment.of(EventType.FEATURE);

    @TempDir
    private Path directory;

    private static CommonExporter create(Map<String, String> keys) throws InvalidConfigurationException {
        return new FileExporterFactory().create(Configurations.of(FileExporterConfig.class, keys), ENVIRONMENT);
    }

    private static List<ConfigurationProblem> problems(Map<String, String> keys) {
        InvalidConfigurationException refusal =
                catchThrowableOfType(InvalidConfigurationException.class, () -> create(keys));
        assertThat(refusal).as("refusal of " + keys).isNotNull();
        return refusal.problems();
    }

    @Test
    void belongsToTheKindFile() {
        assertThat(ServiceLoader.load(ExporterFactory.class))
                .singleElement()
                .isInstanceOf(FileExporterFactory.class)
                .extracting(ExporterFactory::kind, ExporterFactory::configType)
                .containsExactly("file", FileExporterConfig.class);
    }

    @Test
    void hasTheReferencesDefaults() {
        FileExporterConfig config = Configurations.of(FileExporterConfig.class, Map.of("output-dir", "/var/lib/flags"));

        assertThat(config.outputDir()).isEqualTo("/var/lib/flags");
        assertThat(config.format()).isEqualTo("JSON");
        assertThat(config.filename()).isEqualTo("flag-variation-{{ .Hostname}}-{{ .Timestamp}}.{{ .Format}}");
        assertThat(config.csvTemplate()).isEmpty();
        assertThat(config.csvSeparator()).isEqualTo(';');
        assertThat(config.csvHeader()).isFalse();
        assertThat(config.csvFormulaGuard()).isFalse();
        assertThat(config.parquetCompressionCodec()).isEmpty();
        assertThat(config.compression()).isEqualTo(Compression.NONE);
    }

    @Test
    void readsTheKeysOfFormats() {
        FileExporterConfig config = Configurations.of(
                FileExporterConfig.class,
                Map.of(
                        "output-dir", "/var/lib/flags",
                        "csv-header", "true",
                        "csv-formula-guard", "true",
                        "parquet-compression-codec", "ZSTD",
                        "compression", "gzip"));

        assertThat(config.csvHeader()).isTrue();
        assertThat(config.csvFormulaGuard()).isTrue();
        assertThat(config.parquetCompressionCodec()).contains("ZSTD");
        assertThat(config.compression()).isEqualTo(Compression.GZIP);
    }

    @Test
    void namesTheCompressionsThereAre() {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> Configurations.of(
                        FileExporterConfig.class, Map.of("output-dir", "/var/lib/flags", "compression", "zip")))
                .withMessageContaining("exporter.compression")
                .withMessageMatching("(?s).*allowed values: (gzip,none|none,gzip).*");
    }

    @Test
    void needsAnOutputDirectory() {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> Configurations.of(FileExporterConfig.class, Map.of()))
                .withMessageContaining("output-dir");
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> Configurations.of(FileExporterConfig.class, Map.of("output-dir", "")))
                .withMessageContaining("output-dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/new", "/new/", "/new/deeper/still"})
    void acceptsADirectoryThatExistsOrCanBeMadeAndMakesNone(String below) throws Exception {
        assertThat(create(Map.of("output-dir", directory + below))).isInstanceOf(FileExporter.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void acceptsARelativeDirectory() throws Exception {
        assertThat(create(Map.of("output-dir", "target/flags"))).isInstanceOf(FileExporter.class);
    }

    @Test
    void refusesADirectoryThatIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(problems(Map.of("output-dir", file.toString())))
                .containsExactly(new ConfigurationProblem(
                        "output-dir",
                        file.toString(),
                        "it is not a directory",
                        "name a directory that this process can write to"));
    }

    @Test
    void refusesADirectoryBelowAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(problems(Map.of("output-dir", file + "/a/b")))
                .extracting(ConfigurationProblem::key, ConfigurationProblem::reason)
                .containsExactly(tuple("output-dir", "it cannot be created: " + file + " is not a directory"));
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThat(problems(Map.of(
                        "output-dir", "/dev/null/flags",
                        "format", "yaml",
                        "filename", "/{{ .Timestamp}}",
                        "csv-template", "{{ if .Default}}",
                        "csv-separator", "\"")))
                .extracting(ConfigurationProblem::key)
                .containsExactlyInAnyOrder("output-dir", "format", "filename", "csv-template", "csv-separator");
    }

    @Test
    void refusesAFileNameThatTheFileSystemCannotHold() {
        assertThat(problems(Map.of("output-dir", directory.toString(), "filename", "flags-\uD800.json")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("filename");
                    assertThat(problem.reason())
                            .startsWith("it has characters that are invalid in file names on this machine: ");
                });
    }

    @Test
    void refusesFileNamesThatCanBecomeTooLong() throws Exception {
        String longest = "x".repeat(255 - "-test-.json".length() - 32 - 2 * 20) + ".json";
        Map<String, String> fitting = Map.of("output-dir", directory.toString(), "filename", "a/" + longest);

        assertThat(create(fitting)).isInstanceOf(FileExporter.class);
        assertThat(problems(Map.of("output-dir", directory.toString(), "filename", "a/x" + longest)))
                .extracting(ConfigurationProblem::key, ConfigurationProblem::reason)
                .containsExactly(tuple(
                        "filename",
                        "with the longest values of its fields, a part of a name between two slashes has 256 bytes; the"
                                + " destination allows 255"));
    }

    @Test
    void refusesFileNamesThatMakeAPathTooLong() {
        assertThat(problems(Map.of("output-dir", directory.toString(), "filename", "x/".repeat(2000) + "x.json")))
                .extracting(ConfigurationProblem::key)
                .containsExactly("filename");
    }

    private static String destination(String directory) throws Exception {
        return ((FileExporter) create(Map.of("output-dir", directory, "filename", "flags.json"))).destination();
    }

    @Test
    void saysWhereItsFilesGo() throws Exception {
        String expected = directory.toRealPath().toUri() + "out/flags-test-feature-0-99.json";

        assertThat(destination(directory + "/out")).isEqualTo(expected);
        assertThat(destination(directory + "/other")).isNotEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/", "./out", "other/../out", "link/out"})
    void saysTheSameOfTheSameDirectory(String path) throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), directory);

        assertThat(destination(directory + "/" + path)).isEqualTo(destination(directory + "/out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../{{ .Hostname}}.json", "{{ .Hostname}}/../../x", "/etc/passwd", "..\\x", "a//b"})
    void refusesAFileNameThatLeavesTheDirectory(String filename) {
        assertThat(problems(Map.of("output-dir", directory.toString(), "filename", filename)))
                .extracting(ConfigurationProblem::key)
                .containsExactly("filename");
    }
}
