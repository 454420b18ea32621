package dev.flagexporter.plugins.s3;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.flagexporter.backends.Fault;
import dev.flagexporter.backends.Request;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@DisplayName("An S3 exporter that is waiting for a silent service")
@Timeout(60)
class S3InterruptionIT {

    private static final int LARGE = 20;

    private final TestBucket bucket = new TestBucket();

    @AfterEach
    void close() throws Exception {
        bucket.close();
    }

    /** An export on a thread of its own. */
    private record Running(Thread thread, CompletableFuture<Boolean> end) {

        static Running of(Exporter exporter, List<FeatureEvent> events) {
            CompletableFuture<Boolean> end = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    exporter.export(TestExportContext.of(EventType.FEATURE, 0, events.size()), events);
                    end.complete(true);
                } catch (Throwable e) {
                    end.completeExceptionally(e);
                }
            });
            thread.start();
            return new Running(thread, end);
        }

        void assertEndsWith(Class<? extends Exception> type) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> end.get(20, TimeUnit.SECONDS))
                    .withCauseInstanceOf(type);
        }
    }

    private void awaitRequest(Predicate<Request> which) {
        await().until(() -> bucket.proxy().requests().stream().anyMatch(which));
    }

    private static boolean isSecondPart(Request request) {
        return request.query().contains("partNumber=2");
    }

    @Test
    void endsAtOnceWhenItIsInterrupted() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().always(request -> true, Fault.SILENCE);
        Running export = Running.of(exporter, Events.features(3));
        awaitRequest(request -> true);

        export.thread().interrupt();

        export.assertEndsWith(InterruptedException.class);
    }

    @Test
    void worksAfterAnInterrupt() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().once(request -> true, Fault.SILENCE);
        Running export = Running.of(exporter, Events.features(3));
        awaitRequest(request -> true);
        export.thread().interrupt();
        export.assertEndsWith(InterruptedException.class);

        exporter.export(TestExportContext.of(EventType.FEATURE, 0, 3).retried(), Events.features(3));

        assertThat(bucket.objects()).hasSize(1);
    }

    @Test
    void leavesNoPartsWhenItIsInterrupted() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().always(S3InterruptionIT::isSecondPart, Fault.SILENCE);
        Running export = Running.of(exporter, LargeEvents.of(LARGE));
        awaitRequest(S3InterruptionIT::isSecondPart);

        export.thread().interrupt();

        export.assertEndsWith(InterruptedException.class);
        await().untilAsserted(() ->
                assertThat(bucket.server().openUploads(TestBucket.NAME)).isEmpty());
        assertThat(bucket.objects()).isEmpty();
    }

    @Test
    void leavesNoPartsWhenItIsClosed() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        bucket.proxy().always(S3InterruptionIT::isSecondPart, Fault.SILENCE);
        Running export = Running.of(exporter, LargeEvents.of(LARGE));
        awaitRequest(S3InterruptionIT::isSecondPart);

        exporter.close();

        export.assertEndsWith(ExportException.class);
        assertThat(bucket.server().openUploads(TestBucket.NAME)).isEmpty();
        assertThat(bucket.objects()).isEmpty();
    }

    @Test
    void leavesNoPartsOfAnUploadThatWasNotAnswered() throws Exception {
        Exporter exporter = bucket.exporter(Map.of());
        Predicate<Request> creation = request -> request.is("POST", "uploads");
        bucket.proxy().once(creation, Fault.ANSWER_WITHHELD);
        Running export = Running.of(exporter, LargeEvents.of(LARGE));
        await().until(() -> !bucket.server().openUploads(TestBucket.NAME).isEmpty());

        export.thread().interrupt();

        export.assertEndsWith(InterruptedException.class);
        await().untilAsserted(() ->
                assertThat(bucket.server().openUploads(TestBucket.NAME)).isEmpty());
    }
}
