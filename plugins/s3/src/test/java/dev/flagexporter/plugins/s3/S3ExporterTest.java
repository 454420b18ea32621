package dev.flagexporter.plugins.s3;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import dev.flagexporter.backends.Fault;
import dev.flagexporter.backends.Request;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import dev.flagexporter.testkit.TestExportContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("An S3 exporter")
class S3ExporterTest {

    private static final TestExportContext BATCH = TestExportContext.of(EventType.FEATURE, 0, 3);
    private static final String NAME = "flag-variation-node-7-1700000000-test-store1-0-2.json";

    private final TestBucket bucket = new TestBucket();

    @AfterEach
    void close() throws Exception {
        bucket.close();
    }

    private static String lines(List<FeatureEvent> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(
                event -> lines.append(new String(event.formatInJson(), UTF_8)).append('\n'));
        return lines.toString();
    }

    @Test
    void collectsEvents() throws Exception {
        assertThat(bucket.exporter(Map.of()).isBulk()).isTrue();
    }

    @Test
    void writesAllEventsOfAFlushIntoOneObject() throws Exception {
        List<FeatureEvent> events = Events.features(3);
        bucket.exporter(Map.of()).export(BATCH, events);

        assertThat(bucket.objects()).containsExactly("lake/" + NAME);
        assertThat(bucket.content("lake/" + NAME)).asString(UTF_8).isEqualTo(lines(events));
    }

    @Test
    void needsOneRequestForASmallObject() throws Exception {
        bucket.exporter(Map.of()).export(BATCH, Events.features(3));

        assertThat(bucket.proxy().requests()).extracting(Request::method).containsExactly("PUT");
    }

    @Test
    void writesCsvOfTrackingEvents() throws Exception {
        bucket.exporter(
                        Map.of("format", "csv", "csv-template", "{{ .Key}},{{ .UserKey}}"),
                        TestEnvironment.of(EventType.TRACKING))
                .export(TestExportContext.of(EventType.TRACKING, 5, 1), Events.trackings(1));

        assertThat(bucket.content("lake/flag-variation-node-7-1700000000-test-store1-5-5.csv"))
                .asString(UTF_8)
                .isEqualTo("order-paid,user-0\n");
    }

    @Test
    void compressesWholeObjects() throws Exception {
        List<FeatureEvent> events = Events.features(3);
        bucket.exporter(Map.of("compression", "gzip")).export(BATCH, events);

        byte[] content = bucket.content("lake/" + NAME + ".gz");
        assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes(), UTF_8))
                .isEqualTo(lines(events));
        assertThat(bucket.server().head(TestBucket.NAME, "lake/" + NAME + ".gz").contentType())
                .isEqualTo("application/gzip");
    }

    @Test
    void writesTwoFlushesOfOneSecondIntoTwoObjects() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        exporter.export(BATCH, Events.features(3));
        exporter.export(TestExportContext.of(EventType.FEATURE, 3, 2), Events.features(2));

        assertThat(bucket.objects())
                .containsExactly("lake/" + NAME, "lake/flag-variation-node-7-1700000000-test-store1-3-4.json");
    }

    @Test
    void sharesABucketWithOthersThatHaveAnotherPathOrName() throws Exception {
        bucket.exporter(Map.of()).export(BATCH, Events.features(3));
        bucket.exporter(Map.of("path", "pond")).export(BATCH, Events.features(3));
        bucket.exporter(Map.of("filename", "{{ .Exporter}}/flags.json")).export(BATCH, Events.features(3));

        assertThat(bucket.objects()).containsExactly("lake/" + NAME, "lake/test/flags-store1-0-2.json", "pond/" + NAME);
    }

    @Test
    void tellsWhatIsInAnObject() throws Exception {
        bucket.exporter(Map.of()).export(BATCH, Events.features(3));

        HeadObjectResponse head = bucket.server().head(TestBucket.NAME, "lake/" + NAME);
        assertThat(head.contentType()).isEqualTo("application/x-ndjson");
        assertThat(head.metadata())
                .containsOnly(
                        Map.entry("flag-exporter-delivery", "delivery-0"),
                        Map.entry("flag-exporter-name", "test"),
                        Map.entry("flag-exporter-event-type", "feature"),
                        Map.entry("flag-exporter-store", "store1"),
                        Map.entry("flag-exporter-first-offset", "0"),
                        Map.entry("flag-exporter-last-offset", "2"));
    }

    @Test
    void asksForEncryptionAndAStorageClass() throws Exception {
        bucket.exporter(Map.of(
                        "server-side-encryption",
                        "aws:kms",
                        "kms-key-id",
                        "alias/flags",
                        "storage-class",
                        "STANDARD_IA"))
                .export(BATCH, Events.features(3));

        HeadObjectResponse head = bucket.server().head(TestBucket.NAME, "lake/" + NAME);
        assertThat(head.serverSideEncryptionAsString()).isEqualTo("aws:kms");
        assertThat(head.ssekmsKeyId()).isEqualTo("alias/flags");
        assertThat(bucket.proxy().requests().get(0).headers()).containsEntry("x-amz-storage-class", "STANDARD_IA");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, '/'",
        "'', false, ''",
        "lake, true, 'lake/'",
        "lake, false, 'lake/'",
        "lake/flags, true, 'lake/flags/'",
        "lake/, true, 'lake//'",
        "/lake, true, '/lake/'",
        "lake house/über+1, true, 'lake house/über+1/'"
    })
    void makesKeysAsTheReferenceDoes(String path, String leadingSlash, String prefix) throws Exception {
        // the server of this test keeps objects in a file system, where no name begins with a slash
        bucket.proxy().always(request -> true, Fault.success());

        bucket.exporter(Map.of("path", path, "leading-slash", leadingSlash)).export(BATCH, Events.features(3));

        assertThat(bucket.proxy().requests())
                .singleElement()
                .extracting(Request::path)
                .isEqualTo("/flags/" + prefix + NAME);
    }

    @Test
    void keepsFoldersOfTheFileName() throws Exception {
        bucket.exporter(Map.of("filename", "{{ .Year}}/{{ .Month}}/flags.{{ .Format}}"))
                .export(BATCH, Events.features(3));

        assertThat(bucket.objects()).containsExactly("lake/2023/11/flags-test-store1-0-2.json");
    }

    @Test
    void sendsAChecksumInAHeaderAndAPlainBody() throws Exception {
        bucket.exporter(Map.of()).export(BATCH, Events.features(3));

        assertThat(bucket.proxy().requests().get(0).headers())
                .containsKey("x-amz-checksum-crc32")
                .doesNotContainKeys("x-amz-trailer", "content-encoding", "x-amz-decoded-content-length");
    }

    @Test
    void doesNotExportUnlessItIsOpen() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        exporter.close();

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, Events.features(3)))
                .withMessage("the exporter is not open");
    }
}
