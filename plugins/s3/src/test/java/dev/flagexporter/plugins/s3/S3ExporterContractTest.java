package dev.flagexporter.plugins.s3;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flagexporter.backends.Fault;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.testkit.exporter.ExporterContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An S3 exporter, as an exporter")
class S3ExporterContractTest extends ExporterContract {

    private static final Pattern OFFSETS = Pattern.compile("-store1-(\\d+)-(-?\\d+)\\.json");

    /** As docs/s3.md advises: below this level, Apache's client logs headers, with the access key's id and the token. */
    private static final Logger HTTP = Logger.getLogger("org.apache.http");

    static {
        HTTP.setLevel(Level.INFO);
    }

    private final TestBucket bucket = new TestBucket();

    @AfterEach
    void close() throws Exception {
        bucket.close();
    }

    @Override
    protected ExporterFactory<?> factory() {
        return new S3ExporterFactory();
    }

    @Override
    protected Map<String, String> keys() {
        return bucket.keys(Map.of("session-token", "t0ken-of-the-tests"));
    }

    @Override
    protected Set<String> secretKeys() {
        return Set.of("access-key-id", "secret-access-key", "session-token");
    }

    @Override
    protected Map<String, String> invalidKeys() {
        return Map.ofEntries(
                Map.entry("bucket", "s3://flags"),
                Map.entry("path", "../flags"),
                Map.entry("region", "eu central"),
                Map.entry("endpoint", "minio:9000"),
                Map.entry("server-side-encryption", "AES512"),
                Map.entry("kms-key-id", "alias/flags"),
                Map.entry("connect-timeout", "0s"),
                Map.entry("read-timeout", "PT-1S"),
                Map.entry("format", "yaml"),
                Map.entry("filename", "../x"),
                Map.entry("csv-template", "{{ .Key"));
    }

    @Override
    protected Optional<List<String>> arrived() {
        return Optional.of(bucket.objects().stream()
                .sorted(Comparator.comparingInt(S3ExporterContractTest::firstOffset))
                .flatMap(key -> new String(bucket.content(key), StandardCharsets.UTF_8).lines())
                .toList());
    }

    private static int firstOffset(String key) {
        Matcher offsets = OFFSETS.matcher(key);
        assertThat(offsets.find()).as("the key %s", key).isTrue();
        return Integer.parseInt(offsets.group(1));
    }

    @Override
    protected boolean breakDestination() {
        bucket.proxy().always(request -> true, Fault.error(503, "SlowDown"));
        return true;
    }

    @Override
    protected void repairDestination() {
        bucket.proxy().heal();
    }

    @Override
    protected boolean hangDestination() {
        bucket.proxy().always(request -> true, Fault.SILENCE);
        return true;
    }
}
