package dev.flagexporter.plugins.s3;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.TestEnvironment;
import io.smallrye.config.ConfigValidationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("The configuration of an S3 exporter")
class S3ExporterConfigTest {

    private static final TestEnvironment ENVIRONMENT = TestEnvironment.of(EventType.FEATURE);

    private static CommonExporter create(Map<String, String> keys) throws InvalidConfigurationException {
        Map<String, String> all = new HashMap<>(keys);
        all.putIfAbsent("bucket", "flags");
        return new S3ExporterFactory().create(Configurations.of(S3ExporterConfig.class, all), ENVIRONMENT);
    }

    private static List<ConfigurationProblem> problems(Map<String, String> keys) {
        InvalidConfigurationException refusal =
                catchThrowableOfType(InvalidConfigurationException.class, () -> create(keys));
        assertThat(refusal).as("refusal of " + keys).isNotNull();
        return refusal.problems();
    }

    private static ConfigurationProblem problem(Map<String, String> keys) {
        List<ConfigurationProblem> problems = problems(keys);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void belongsToTheKindS3() {
        assertThat(ServiceLoader.load(ExporterFactory.class))
                .singleElement()
                .isInstanceOf(S3ExporterFactory.class)
                .extracting(ExporterFactory::kind, ExporterFactory::configType)
                .containsExactly("s3", S3ExporterConfig.class);
    }

    @Test
    void hasTheReferencesDefaults() {
        S3ExporterConfig config = Configurations.of(S3ExporterConfig.class, Map.of("bucket", "flags"));

        assertThat(config.bucket()).isEqualTo("flags");
        assertThat(config.path()).isEmpty();
        assertThat(config.leadingSlash()).isTrue();
        assertThat(config.format()).isEqualTo("JSON");
        assertThat(config.filename()).isEqualTo("flag-variation-{{ .Hostname}}-{{ .Timestamp}}.{{ .Format}}");
        assertThat(config.region()).isEmpty();
        assertThat(config.endpoint()).isEmpty();
        assertThat(config.serverSideEncryption()).isEmpty();
        assertThat(config.conditionalWrites()).isTrue();
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void needsABucket() {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> Configurations.of(S3ExporterConfig.class, Map.of()))
                .withMessageContaining("bucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"flags", "my.flags-2", "Old_Bucket", "arn:aws:s3:eu-central-1:123456789012:accesspoint/flags"})
    void acceptsBucketsAndAccessPoints(String bucket) throws Exception {
        assertThat(create(Map.of("bucket", bucket))).isInstanceOf(S3Exporter.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3://flags", "flags/production", "fl", "-flags", "flags.", "fl ags", "https://flags.s3.aws"})
    void refusesWhatIsNoBucket(String bucket) {
        ConfigurationProblem problem = problem(Map.of("bucket", bucket));

        assertThat(problem.key()).isEqualTo("bucket");
        assertThat(problem.value()).isEqualTo(bucket);
        assertThat(problem.fix()).contains("a folder belongs into path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flags", "flags/", "/flags", "a/b//c", "a b/ü", "...", "..a/.b"})
    void acceptsPathsAsTheReferenceDoes(String path) throws Exception {
        assertThat(create(Map.of("path", path))).isInstanceOf(S3Exporter.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../flags", "a/../b", "a/..", "./a", "a\nb", "a\u007f"})
    void refusesPathsThatServicesTakeForOthers(String path) {
        assertThat(problem(Map.of("path", path)).key()).isEqualTo("path");
    }

    @Test
    void refusesAPathThatLeavesNoRoomForAName() {
        assertThat(problem(Map.of("path", "ü".repeat(512))).reason())
                .isEqualTo("a key may have 1024 bytes, with the file name");
    }

    @Test
    void refusesNamesThatDoNotFitBehindThePath() throws Exception {
        String filename = "{{ .Year}}/flags.{{ .Format}}";
        // 4 + 1 + 5 of the template, -test-<32>-<19>-<19> and .json; and a slash after the path
        int fitting = ObjectKeys.MAX_BYTES - 1 - (10 + 5 + 33 + 20 + 20 + 5);

        assertThat(create(Map.of("path", "p".repeat(fitting), "filename", filename)))
                .isInstanceOf(S3Exporter.class);
        assertThat(problem(Map.of("path", "p".repeat(fitting + 1), "filename", filename)))
                .isEqualTo(
                        new ConfigurationProblem(
                                "filename",
                                filename,
                                "with the longest values of its fields, a name has 93 bytes; the destination allows 92",
                                "shorten the template, for example by leaving out {{ .Hostname}}, or the directory or path before it"));
    }

    private static String destination(Map<String, String> keys) throws Exception {
        return ((S3Exporter) create(keys)).destination();
    }

    @Test
    void saysWhereItsObjectsGo() throws Exception {
        Map<String, String> lake = Map.of("bucket", "lake", "filename", "flags.json");
        assertThat(destination(lake)).isEqualTo("s3://lake//flags-test-feature-0-99.json");
        Map<String, String> folder = Map.of("bucket", "lake", "filename", "flags.json", "path", "a");
        assertThat(destination(folder)).isEqualTo("s3://lake/a/flags-test-feature-0-99.json");
        Map<String, String> other = new HashMap<>(folder);
        other.put("endpoint", "http://127.0.0.1:9000/");
        assertThat(destination(other)).isEqualTo("http://127.0.0.1:9000/lake/a/flags-test-feature-0-99.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://minio.example.org:9000", "http://127.0.0.1", "https://example.org/storage/s3"})
    void acceptsEndpoints(String endpoint) throws Exception {
        assertThat(create(Map.of("endpoint", endpoint))).isInstanceOf(S3Exporter.class);
    }

    @ParameterizedTest
    @CsvSource({
        "minio:9000, it does not begin with https:// or http://",
        "ftp://minio, it does not begin with https:// or http://",
        "https:///flags, it names no host",
        "https://minio?x=y, 'it has more than a host, a port and a path'",
        "https://min io, it is no URL: Illegal character in authority",
    })
    void refusesOtherEndpoints(String endpoint, String reason) {
        assertThat(problem(Map.of("endpoint", endpoint)))
                .isEqualTo(new ConfigurationProblem(
                        "endpoint", endpoint, reason, "use a URL such as https://minio.example.org:9000"));
    }

    @Test
    void showsNoPasswordOfAnEndpoint() {
        assertThat(problem(Map.of("endpoint", "https://user:s3cr3t@minio")).toString())
                .doesNotContain("s3cr3t");
    }

    @Test
    void refusesHalfOfAnAccessKey() {
        assertThat(problem(Map.of("access-key-id", "AKIA1")).key()).isEqualTo("secret-access-key");
        assertThat(problem(Map.of("secret-access-key", "s3cr3t")).key()).isEqualTo("access-key-id");
        assertThat(problem(Map.of("access-key-id", "AKIA1", "session-token", "t0ken"))
                        .key())
                .isEqualTo("secret-access-key");
        assertThat(problem(Map.of("session-token", "t0ken")))
                .returns("session-token", ConfigurationProblem::key)
                .returns("***", ConfigurationProblem::value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES256", "aws:kms", "aws:kms:dsse"})
    void acceptsTheMethodsOfEncryption(String method) throws Exception {
        assertThat(create(Map.of("server-side-encryption", method))).isInstanceOf(S3Exporter.class);
    }

    @Test
    void refusesAKeyThatNoEncryptionUses() throws Exception {
        assertThat(create(Map.of("server-side-encryption", "aws:kms", "kms-key-id", "alias/a")))
                .isInstanceOf(S3Exporter.class);
        assertThat(problem(Map.of("server-side-encryption", "AES256", "kms-key-id", "alias/a"))
                        .key())
                .isEqualTo("kms-key-id");
        assertThat(problem(Map.of("kms-key-id", "alias/a")).key()).isEqualTo("kms-key-id");
    }

    @Test
    void knowsTheStorageClassesOfAwsOnly() throws Exception {
        assertThat(create(Map.of("storage-class", "INTELLIGENT_TIERING"))).isInstanceOf(S3Exporter.class);
        assertThat(create(Map.of("storage-class", "COLD", "endpoint", "https://ceph.example.org")))
                .isInstanceOf(S3Exporter.class);
        assertThat(problem(Map.of("storage-class", "COLD")).key()).isEqualTo("storage-class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "PT-1S", "25h"})
    void refusesTimeoutsOutOfBounds(String timeout) {
        assertThat(problems(Map.of("connect-timeout", timeout, "read-timeout", timeout)))
                .extracting(ConfigurationProblem::key)
                .containsExactly("connect-timeout", "read-timeout");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThat(problems(Map.of(
                        "bucket", "s3://flags",
                        "path", "..",
                        "region", "eu/central",
                        "format", "yaml",
                        "storage-class", "COLD")))
                .extracting(ConfigurationProblem::key)
                .containsExactlyInAnyOrder("bucket", "path", "region", "format", "storage-class");
    }
}
