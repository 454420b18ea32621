package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

import dev.flagexporter.DataExporter;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers that do something with an answer, and never return from it. */
@Timeout(60)
class AnswersTest {

    private static final String PREFIX = "answers-";
    private static final String NAME = PREFIX + "lake";
    private static final String OTHER = PREFIX + "audit";

    /** More than the JVM has shared threads. */
    private static final int BLOCKED = Runtime.getRuntime().availableProcessors() + 1;

    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(BLOCKED);
    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final ScriptedExporter exporter = new ScriptedExporter(true);
    private final DefaultManager<FeatureEvent> manager = new DefaultManager<>(
            EventType.FEATURE, Threads.store(dispatcher), List.of(setup(NAME), setup(OTHER)), DeliveryClock.SYSTEM);
    private final DataExporter<FeatureEvent> data = manager.exporter(NAME).orElseThrow();

    private ExporterSetup setup(String name) {
        return DeliveryHarness.setup(name, exporter, 10);
    }

    @AfterEach
    void end() {
        released.countDown();
        manager.stop();
        dispatcher.close();
        await().until(() -> Threads.of(PREFIX).isEmpty());
    }

    private void block() {
        blocked.countDown();
        Threads.awaitIgnoringInterrupts(released);
    }

    private void flush(DataExporter<FeatureEvent> flushed) {
        assertThat(DeliveryHarness.get(flushed.flush()).failure()).isEmpty();
    }

    /** Their flushes are one request with one answer. */
    @Test
    void keepNoOtherAnswerWaiting() throws InterruptedException {
        List<CompletionStage<Void>> callers = new ArrayList<>();
        for (int i = 0; i < BLOCKED; i++) {
            callers.add(data.flush().thenRun(this::block));
        }
        manager.start();
        DeliveryHarness.await(blocked);
        manager.addEvent(Events.feature(0));
        flush(data);
        flush(manager.exporter(OTHER).orElseThrow());
        assertThat(data.counts().delivered()).isEqualTo(1);
        DeliveryHarness.get(data.stop());
        assertThat(callers).noneMatch(caller -> caller.toCompletableFuture().isDone());
    }

    @Test
    void keepNoOtherStopWaiting() throws InterruptedException {
        manager.start();
        CountDownLatch mayExport = gate();
        List<CompletionStage<Void>> callers = new ArrayList<>();
        for (int i = 0; i < BLOCKED; i++) {
            callers.add(data.stop().thenRun(this::block));
        }
        mayExport.countDown();
        DeliveryHarness.await(blocked);
        assertThat(callers).noneMatch(caller -> caller.toCompletableFuture().isDone());
    }

    /** The first export waits for this latch. */
    private CountDownLatch gate() throws InterruptedException {
        CountDownLatch mayExport = new CountDownLatch(1);
        CountDownLatch exporting = new CountDownLatch(1);
        exporter.then((context, events) -> {
            exporting.countDown();
            DeliveryHarness.await(mayExport);
        });
        manager.addEvent(Events.feature(0));
        CompletionStage<FlushResult> flush = data.flush();
        DeliveryHarness.await(exporting);
        assertThat(flush.toCompletableFuture()).isNotDone();
        return mayExport;
    }

    private static CompletionStage<String> threadOf(CompletionStage<?> answer) {
        return answer.thenApply(result -> Thread.currentThread().getName());
    }

    @Test
    void runOnThreadsOfTheirExporter() throws InterruptedException {
        manager.start();
        CountDownLatch mayExport = gate();
        List<CompletionStage<String>> threads = List.of(
                threadOf(data.flush()),
                threadOf(data.replayDeadLetters()),
                threadOf(manager.replace(setup(NAME))),
                threadOf(manager.remove(NAME)));
        mayExport.countDown();
        assertThat(threads)
                .extracting(thread -> thread.toCompletableFuture().join())
                .containsOnly("flag-exporter-" + NAME + "-answer");
    }

    @Test
    void areGivenOnTheWorkerWhenNoThreadCanBeStarted() {
        CompletableFuture<Integer> request = new CompletableFuture<>();
        new Answers(NAME, (name, action) -> {
                    throw new OutOfMemoryError("unable to create native thread");
                })
                .give(request, 7);
        assertThat(request).isCompletedWithValue(7);
    }
}
