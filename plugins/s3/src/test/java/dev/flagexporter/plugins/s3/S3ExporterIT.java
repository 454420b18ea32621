package dev.flagexporter.plugins.s3;

import java.util.List;
import java.util.Map;

import dev.flagexporter.backends.Fault;
import dev.flagexporter.backends.Request;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.TestExportContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@DisplayName("A large object in S3")
@Timeout(120)
class S3ExporterIT {

    private static final int MIB = 1024 * 1024;
    private static final int EVENTS = 20;
    private static final TestExportContext BATCH = TestExportContext.of(EventType.FEATURE, 0, EVENTS);
    private static final String KEY = "lake/flag-variation-node-7-1700000000-test-store1-0-19.json";

    private final TestBucket bucket = new TestBucket();

    @AfterEach
    void close() throws Exception {
        bucket.close();
    }

    private static boolean isPart(Request request) {
        return request.is("PUT", "partNumber=") || request.is("PUT", "uploadId=");
    }

    private static boolean isPart(Request request, int number) {
        return isPart(request) && request.query().contains("partNumber=" + number);
    }

    private static boolean isCreation(Request request) {
        return request.is("POST", "uploads");
    }

    private static boolean isCompletion(Request request) {
        return request.is("POST", "uploadId=");
    }

    private void assertNothingIsThere() {
        await().untilAsserted(() ->
                assertThat(bucket.server().openUploads(TestBucket.NAME)).isEmpty());
        assertThat(bucket.objects()).isEmpty();
    }

    private void assertThereIsOneOf(List<FeatureEvent> events) {
        assertThat(bucket.server().versions(TestBucket.NAME)).containsExactly(KEY);
        assertThat(bucket.content(KEY)).isEqualTo(LargeEvents.lines(events));
        await().untilAsserted(() ->
                assertThat(bucket.server().openUploads(TestBucket.NAME)).isEmpty());
    }

    @Test
    void isSentInPartsOf8MiB() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(64);
        bucket.exporter(Map.of()).export(TestExportContext.of(EventType.FEATURE, 0, 64), events);

        String key = "lake/flag-variation-node-7-1700000000-test-store1-0-63.json";
        assertThat(bucket.server().versions(TestBucket.NAME)).containsExactly(key);
        assertThat(bucket.content(key)).isEqualTo(LargeEvents.lines(events));
        assertThat(bucket.server().openUploads(TestBucket.NAME)).isEmpty();
        List<Integer> sizes = bucket.proxy().requests().stream()
                .filter(S3ExporterIT::isPart)
                .map(Request::contentLength)
                .toList();
        assertThat(sizes).hasSize(9);
        assertThat(sizes.subList(0, 8)).containsOnly(8 * MIB);
        assertThat(sizes.get(8)).isLessThan(8 * MIB);
    }

    @Test
    void tellsWhatIsInIt() throws Exception {
        bucket.exporter(Map.of("server-side-encryption", "aws:kms", "kms-key-id", "alias/flags"))
                .export(BATCH, LargeEvents.of(EVENTS));

        assertThat(bucket.server().head(TestBucket.NAME, KEY)).satisfies(head -> {
            assertThat(head.contentType()).isEqualTo("application/x-ndjson");
            assertThat(head.metadata()).containsEntry("flag-exporter-delivery", "delivery-0");
            assertThat(head.serverSideEncryptionAsString()).isEqualTo("aws:kms");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isNotThereWhenAPartFails(int number) throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().always(request -> isPart(request, number), Fault.error(500, "InternalError"));

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, LargeEvents.of(EVENTS)))
                .withMessageStartingWith(
                        "could not write s3://flags/" + KEY + ": the service answered 500 InternalError (request 4711)")
                .satisfies(e -> assertThat(e.isPermanent()).isFalse());
        assertNothingIsThere();
    }

    @Test
    void isThereOnceWhenItIsTriedAgainAfterAPartFailed() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(EVENTS);
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().times(2, request -> isPart(request, 2), Fault.CUT);

        assertThatExceptionOfType(ExportException.class).isThrownBy(() -> exporter.export(BATCH, events));
        exporter.export(BATCH.retried(), events);

        assertThereIsOneOf(events);
    }

    @Test
    void survivesOnePartThatIsCut() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(EVENTS);
        bucket.proxy().once(request -> isPart(request, 2), Fault.CUT);

        bucket.exporter(Map.of()).export(BATCH, events);

        assertThereIsOneOf(events);
    }

    @Test
    void arrivesAsItWasSent() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(EVENTS);
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().once(request -> isPart(request, 2), Fault.CORRUPTION);

        assertThatExceptionOfType(ExportException.class).isThrownBy(() -> exporter.export(BATCH, events));
        assertNothingIsThere();

        exporter.export(BATCH.retried(), events);
        assertThereIsOneOf(events);
    }

    @Test
    void leavesNoUploadOfWhichTheIdWasLost() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(EVENTS);
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().once(S3ExporterIT::isCreation, Fault.ANSWER_LOST);

        assertThatExceptionOfType(ExportException.class).isThrownBy(() -> exporter.export(BATCH, events));
        assertNothingIsThere();
        assertThat(bucket.proxy().requests())
                .filteredOn(S3ExporterIT::isCreation)
                .hasSize(1);

        exporter.export(BATCH.retried(), events);
        assertThereIsOneOf(events);
    }

    @Test
    void isRecognizedWhenOnlyTheAnswerWasLost() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(EVENTS);
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().times(2, S3ExporterIT::isCompletion, Fault.ANSWER_LOST);

        assertThatExceptionOfType(ExportException.class).isThrownBy(() -> exporter.export(BATCH, events));
        int before = bucket.proxy().requests().size();
        exporter.export(BATCH.retried(), events);

        assertThereIsOneOf(events);
        assertThat(bucket.proxy()
                        .requests()
                        .subList(before, bucket.proxy().requests().size()))
                .as("nothing is sent again")
                .noneMatch(S3ExporterIT::isPart);
    }

    @Test
    void isRecognizedWithinTheAttempt() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(EVENTS);
        bucket.proxy().once(S3ExporterIT::isCompletion, Fault.ANSWER_LOST);

        bucket.exporter(Map.of()).export(BATCH, events);

        assertThereIsOneOf(events);
    }

    @Test
    void neverReplacesAForeignOne() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.putForeignObject(KEY);

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, LargeEvents.of(EVENTS)))
                .withMessageContaining("exists with other content and is not replaced");

        assertThat(bucket.server().versions(TestBucket.NAME)).containsExactly(KEY);
        assertThat(bucket.content(KEY)).asString().isEqualTo("foreign");
        await().untilAsserted(() ->
                assertThat(bucket.server().openUploads(TestBucket.NAME)).isEmpty());
    }

    @Test
    void isWrittenWithoutAConditionWhereThereAreNone() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(EVENTS);
        bucket.proxy()
                .always(request -> request.headers().containsKey("if-none-match"), Fault.error(501, "NotImplemented"));

        bucket.exporter(Map.of()).export(BATCH, events);

        assertThereIsOneOf(events);
    }

    @Test
    void isAbortedLaterWhenTheServiceIsOutOfReach() throws Exception {
        List<FeatureEvent> events = LargeEvents.of(EVENTS);
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().always(request -> isPart(request, 2), Fault.error(503, "SlowDown"));
        bucket.proxy().always(request -> request.method().equals("DELETE"), Fault.CUT);

        assertThatExceptionOfType(ExportException.class).isThrownBy(() -> exporter.export(BATCH, events));
        await().until(() -> bucket.proxy().requests().stream()
                .anyMatch(request -> request.method().equals("DELETE")));
        assertThat(bucket.server().openUploads(TestBucket.NAME)).containsExactly(KEY);

        bucket.proxy().heal();
        exporter.export(BATCH.retried(), events);
        assertThereIsOneOf(events);
    }

    @Test
    void isAbortedWhenTheExporterIsClosedAtLast() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().always(request -> isPart(request, 2), Fault.error(503, "SlowDown"));
        bucket.proxy().times(2, request -> request.method().equals("DELETE"), Fault.CUT);

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(BATCH, LargeEvents.of(EVENTS)));
        await().until(() -> bucket.proxy().requests().stream()
                        .filter(request -> request.method().equals("DELETE"))
                        .count()
                == 2);
        exporter.close();

        assertThat(bucket.server().openUploads(TestBucket.NAME)).isEmpty();
        assertThat(bucket.objects()).isEmpty();
    }
}
