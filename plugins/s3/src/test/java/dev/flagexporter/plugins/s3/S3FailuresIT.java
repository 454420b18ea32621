package dev.flagexporter.plugins.s3;

import java.net.URI;
import java.util.List;
import java.util.Map;

import dev.flagexporter.backends.Fault;
import dev.flagexporter.backends.Request;
import dev.flagexporter.backends.S3Server;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestExportContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("An S3 exporter whose service fails")
@Timeout(120)
class S3FailuresIT {

    private static final TestExportContext BATCH = TestExportContext.of(EventType.FEATURE, 0, 3);
    private static final List<FeatureEvent> EVENTS = Events.features(3);
    private static final String KEY = "lake/flag-variation-node-7-1700000000-test-store1-0-2.json";
    private static final String LOCATION = "s3://flags/" + KEY;

    private final TestBucket bucket = new TestBucket();

    @AfterEach
    void close() throws Exception {
        bucket.close();
    }

    /** What an export says that has to fail, in a way that can be mended. */
    private static String failure(Exporter exporter, TestExportContext context) {
        ExportException[] failure = new ExportException[1];
        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(context, EVENTS))
                .satisfies(e -> failure[0] = e);
        assertThat(failure[0].isPermanent()).isFalse();
        assertThat(failure[0].getMessage())
                .doesNotContain(S3Server.ACCESS_KEY_ID)
                .doesNotContain(S3Server.SECRET_ACCESS_KEY);
        return failure[0].getMessage();
    }

    private void assertThereIsOne() {
        assertThat(bucket.server().versions(TestBucket.NAME)).containsExactly(KEY);
        assertThat(bucket.content(KEY)).isEqualTo(LargeEvents.lines(EVENTS));
    }

    @Test
    void saysWhenTheSecretIsWrong() throws Exception {
        assertThat(failure(bucket.exporter(Map.of("secret-access-key", "wr0ng")), BATCH))
                .startsWith(
                        "could not write " + LOCATION + ": the service answered 403 SignatureDoesNotMatch (request ")
                .endsWith("; correct secret-access-key, or where the AWS SDK finds its credentials")
                .doesNotContain("wr0ng");
    }

    @Test
    void saysWhenTheAccessKeyIsUnknown() throws Exception {
        assertThat(failure(bucket.exporter(Map.of("access-key-id", "AKIANOBODY")), BATCH))
                .contains("403 InvalidAccessKeyId")
                .endsWith("; correct access-key-id, or where the AWS SDK finds its credentials")
                .doesNotContain("AKIANOBODY");
    }

    @Test
    void saysWhenThereIsNoBucketAndDeliversWhenThereIs() throws Exception {
        Exporter exporter = bucket.exporter(Map.of("bucket", "later"));

        assertThat(failure(exporter, BATCH))
                .contains("404 NoSuchBucket")
                .endsWith("; create the bucket, or correct bucket, region or endpoint");

        bucket.server().createBucket("later");
        exporter.export(BATCH.retried(), EVENTS);
        assertThat(bucket.server().keys("later")).containsExactly(KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, 'allow s3:PutObject, s3:GetObject, s3:AbortMultipartUpload'",
        "400, ExpiredToken, 'renew session-token'",
        "301, PermanentRedirect, 'set region to the one of the bucket'",
        "400, AuthorizationHeaderMalformed, 'set region to the one of the bucket'",
        "403, RequestTimeTooSkewed, 'set the clock of this machine'",
        "400, InvalidStorageClass, 'correct storage-class'",
        "503, SlowDown, 'Please do not.'",
        "429, TooManyRequests, 'Please do not.'",
        "500, InternalError, 'Please do not.'",
        "409, ConditionalRequestConflict, 'Please do not.'",
        "400, SomethingNew, 'Please do not.'"
    })
    void saysWhatTheServiceSaidAndWhatToDo(int status, String code, String advice) throws Exception {
        bucket.proxy().always(request -> true, Fault.error(status, code));

        assertThat(failure(bucket.exporter(Map.of()), BATCH))
                .startsWith("could not write " + LOCATION + ": the service answered " + status + " " + code
                        + " (request 4711): Please do not.")
                .contains(advice);
    }

    @Test
    void saysWhereItCouldNotConnectTo() throws Exception {
        URI gone = bucket.proxy().uri();
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().close();

        assertThat(failure(exporter, BATCH)).contains("Connect to 127.0.0.1:" + gone.getPort());
    }

    @Test
    void tellsOfAServiceThatIsSilent() throws Exception {
        bucket.proxy().always(request -> true, Fault.SILENCE);

        assertThat(failure(bucket.exporter(Map.of("read-timeout", "50ms")), BATCH))
                .contains("Read timed out");
    }

    @Test
    void doesNotTakeAnObjectForWrittenThatArrivedDamaged() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().once(request -> true, Fault.CORRUPTION);

        assertThat(failure(exporter, BATCH)).contains("400 XAmzContentSHA256Mismatch");
        assertThat(bucket.objects()).isEmpty();

        exporter.export(BATCH.retried(), EVENTS);
        assertThereIsOne();
    }

    @Test
    void doesNotBelieveInASuccessWithAnotherChecksum() throws Exception {
        bucket.proxy().once(request -> true, Fault.successWithChecksum("AAAAAA=="));

        assertThat(failure(bucket.exporter(Map.of()), BATCH))
                .contains("the content was damaged on its way, its checksum is AAAAAA== and not ");
    }

    @Test
    void survivesOneFailureWithinAnAttempt() throws Exception {
        bucket.proxy().once(request -> true, Fault.CUT);

        bucket.exporter(Map.of()).export(BATCH, EVENTS);

        assertThereIsOne();
    }

    @Test
    void recognizesItsObjectWithinTheAttemptWhenTheAnswerWasLost() throws Exception {
        bucket.proxy().once(request -> true, Fault.ANSWER_LOST);

        bucket.exporter(Map.of()).export(BATCH, EVENTS);

        assertThereIsOne();
        assertThat(bucket.proxy().requests()).extracting(Request::method).containsExactly("PUT", "PUT", "HEAD");
    }

    @Test
    void recognizesItsObjectInTheNextAttemptWithoutSendingItAgain() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().times(2, request -> true, Fault.ANSWER_LOST);

        failure(exporter, BATCH);
        exporter.export(BATCH.retried(), EVENTS);

        assertThereIsOne();
        assertThat(bucket.proxy().requests()).extracting(Request::method).containsExactly("PUT", "PUT", "HEAD");
    }

    @Test
    void recognizesItsObjectInAnotherInstance() throws Exception {
        bucket.exporter(Map.of()).export(BATCH, EVENTS);
        bucket.exporter(Map.of()).export(BATCH, EVENTS);

        assertThereIsOne();
    }

    @Test
    void writesOnceWhereThereAreNoConditionalWrites() throws Exception {
        bucket.proxy()
                .always(request -> request.headers().containsKey("if-none-match"), Fault.error(501, "NotImplemented"));
        Exporter exporter = bucket.exporter(Map.of());

        exporter.export(BATCH, EVENTS);
        exporter.export(BATCH, EVENTS);

        assertThereIsOne();
        assertThat(bucket.proxy().requests())
                .extracting(Request::method)
                .as("the service is asked once whether it knows conditions")
                .containsExactly("PUT", "HEAD", "PUT", "HEAD");
    }

    @Test
    void asksForNoConditionWhenToldSo() throws Exception {
        Exporter exporter = bucket.exporter(Map.of("conditional-writes", "false"));

        exporter.export(BATCH, EVENTS);
        exporter.export(BATCH, EVENTS);

        assertThereIsOne();
        assertThat(bucket.proxy().requests())
                .noneMatch(request -> request.headers().containsKey("if-none-match"));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "false, 1", "false, 2"})
    void neverReplacesAForeignObject(String conditional, int attempt) throws Exception {
        Exporter exporter = bucket.exporter(Map.of("conditional-writes", conditional));
        bucket.putForeignObject(KEY);

        assertThat(failure(exporter, attempt == 1 ? BATCH : BATCH.retried()))
                .isEqualTo(LOCATION + " exists with other content and is not replaced; give this exporter another path"
                        + " or filename, or move the object away");

        assertThat(bucket.server().versions(TestBucket.NAME)).containsExactly(KEY);
        assertThat(bucket.content(KEY)).asString().isEqualTo("foreign");
    }

    @Test
    void saysThatItMayNotLookAtTheObjectInItsPlace() throws Exception {
        bucket.putForeignObject(KEY);
        bucket.proxy().always(request -> request.method().equals("HEAD"), Fault.error(403, "AccessDenied"));

        assertThat(failure(bucket.exporter(Map.of()), BATCH))
                .isEqualTo(LOCATION + " exists, and whether it is this batch cannot be seen; allow s3:GetObject to the"
                        + " credentials that are used");
        assertThat(bucket.content(KEY)).asString().isEqualTo("foreign");
    }

    @Test
    void writesWithoutTheRightToLook() throws Exception {
        bucket.proxy().always(request -> request.method().equals("HEAD"), Fault.error(403, "AccessDenied"));

        bucket.exporter(Map.of()).export(BATCH.retried(), EVENTS);

        assertThereIsOne();
    }
}
