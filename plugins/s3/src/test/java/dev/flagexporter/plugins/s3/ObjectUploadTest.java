package dev.flagexporter.plugins.s3;

import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.flagexporter.backends.Fault;
import dev.flagexporter.backends.Request;
import dev.flagexporter.testkit.Configurations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

@DisplayName("The upload of an object")
class ObjectUploadTest {

    /** The service takes no smaller ones. */
    private static final int PART_SIZE = 5 * 1024 * 1024;

    private static final int MAX_PARTS = 3;
    private static final NewObject OBJECT =
            new NewObject("lake/a.txt", "text/plain", Map.of("flag-exporter-delivery", "delivery-1"));

    private final TestBucket testBucket = new TestBucket();
    private Bucket bucket;

    @BeforeEach
    void open() throws Exception {
        bucket = Bucket.open(Configurations.of(S3ExporterConfig.class, testBucket.keys(Map.of())), "test");
    }

    @AfterEach
    void close() throws Exception {
        bucket.close();
        testBucket.close();
    }

    private ObjectUpload upload() {
        return new ObjectUpload(bucket, OBJECT, PART_SIZE, MAX_PARTS);
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private List<Integer> sizesOfParts() {
        return testBucket.proxy().requests().stream()
                .filter(request -> request.method().equals("PUT"))
                .map(Request::contentLength)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART_SIZE - 1, PART_SIZE})
    void goesInOneRequestUpToThePartSize(int length) throws Exception {
        byte[] content = content(length);
        send(content);

        assertThat(testBucket.content(OBJECT.key())).isEqualTo(content);
        assertThat(testBucket.proxy().requests()).extracting(Request::query).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5242880", "2, 1", "2, 5242880"})
    void hasPartsOfTheSameSizeButForTheLast(int full, int last) throws Exception {
        byte[] content = content(full * PART_SIZE + last);
        send(content);

        assertThat(testBucket.content(OBJECT.key())).isEqualTo(content);
        assertThat(sizesOfParts()).hasSize(full + 1).startsWith(PART_SIZE).endsWith(last);
        assertThat(sizesOfParts().subList(0, full)).containsOnly(PART_SIZE);
    }

    private void send(byte[] content) throws Exception {
        try (ObjectUpload upload = upload()) {
            upload.write(content);
            upload.complete();
        }
    }

    @Test
    void takesSingleBytesAndPieces() throws Exception {
        byte[] content = content(PART_SIZE + 10);
        try (ObjectUpload upload = upload()) {
            upload.write(content[0]);
            upload.write(content, 1, PART_SIZE - 3);
            upload.write(content, 0, 0);
            for (int i = PART_SIZE - 2; i < content.length; i++) {
                upload.write(content[i]);
            }
            upload.complete();
        }

        assertThat(testBucket.content(OBJECT.key())).isEqualTo(content);
    }

    @Test
    void isNotThereWhenItIsNotCompleted() throws Exception {
        try (ObjectUpload upload = upload()) {
            upload.write(content(2 * PART_SIZE + 1));
        }

        await().untilAsserted(() ->
                assertThat(testBucket.server().openUploads(TestBucket.NAME)).isEmpty());
        assertThat(testBucket.objects()).isEmpty();
    }

    @Test
    void hasNoMorePartsThanTheServiceTakes() {
        assertThatIOException()
                .isThrownBy(() -> {
                    try (ObjectUpload upload = upload()) {
                        upload.write(content(3 * PART_SIZE + 1));
                        upload.complete();
                    }
                })
                .withMessage(
                        "it has more than 3 parts of 5242880 bytes; set batch.max-bytes or batch.max-events to less");
        assertThat(testBucket.objects()).isEmpty();
    }

    @Test
    void sendsNothingMoreAfterAPartHasFailed() throws Exception {
        testBucket.proxy().always(request -> request.query().contains("partNumber=1&"), Fault.error(400, "Broken"));
        try (ObjectUpload upload = upload()) {
            assertThatExceptionOfType(SdkException.class).isThrownBy(() -> upload.write(content(2 * PART_SIZE + 1)));

            assertThatIOException()
                    .isThrownBy(() -> upload.write(content(2 * PART_SIZE + 1)))
                    .withMessage("a part before this one could not be sent");
        }

        assertThat(sizesOfParts()).hasSize(1);
    }
}
