package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An error outside of the calls of an exporter, such as a lack of memory. */
@Timeout(60)
class InternalFailureTest {

    private static final String NAME = "internal-failure";

    /** The JVM throws one and the same error when there is no memory left for another one. */
    private static final OutOfMemoryError FAILURE = new OutOfMemoryError("simulated");

    private enum Method {
        WHEN_PENDING,
        LEASE,
        COMMIT,
        COUNTS,
        SET_FAILING
    }

    private final AtomicInteger failures = new AtomicInteger();
    private volatile BooleanSupplier fails = () -> false;
    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final FailingStore store = new FailingStore();
    private final ScriptedExporter exporter = new ScriptedExporter(false);
    private final DefaultDataExporter<FeatureEvent> data = new DefaultDataExporter<>(
            DeliveryHarness.setup(NAME, exporter, 10), store, WorkerEnvironment.real(NAME, new FastClock()));
    private volatile Method method = Method.LEASE;
    private int appended;

    /** Fails on the worker's thread where the test says so. */
    private final class FailingStore extends ForwardingStore {

        FailingStore() {
            super(Threads.store(dispatcher));
        }

        private void mayFail(Method called) {
            boolean onWorker = Thread.currentThread().getName().equals("flag-exporter-" + NAME + "-worker");
            if (onWorker && method == called && fails.getAsBoolean()) {
                failures.incrementAndGet();
                throw FAILURE;
            }
        }

        @Override
        public void whenPending(String consumerId, long events, long bytes, Runnable action) {
            mayFail(Method.WHEN_PENDING);
            super.whenPending(consumerId, events, bytes, action);
        }

        @Override
        public Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
            mayFail(Method.LEASE);
            return super.lease(consumerId, limits);
        }

        @Override
        public void commit(Lease<FeatureEvent> lease) {
            mayFail(Method.COMMIT);
            super.commit(lease);
        }

        @Override
        public ConsumerCounts counts(String consumerId) {
            mayFail(Method.COUNTS);
            return super.counts(consumerId);
        }

        @Override
        public void setFailing(String consumerId, boolean failing) {
            mayFail(Method.SET_FAILING);
            super.setFailing(consumerId, failing);
        }
    }

    private void failTimes(Method failing, int times) {
        AtomicInteger left = new AtomicInteger(times);
        method = failing;
        fails = () -> left.getAndDecrement() > 0;
    }

    private void append() {
        store.append(Events.feature(appended));
        appended++;
    }

    private void awaitDelivered() {
        await().untilAsserted(() -> assertThat(data.counts().delivered()).isEqualTo(appended));
    }

    @AfterEach
    void end() {
        fails = () -> false;
        DeliveryHarness.get(data.stop());
        dispatcher.close();
        await().until(() -> Threads.of(NAME).isEmpty());
    }

    /** Nothing but the exporter itself makes it go on: no other event, no flush. */
    @ParameterizedTest
    @EnumSource
    void delaysAStreamingExporterOnly(Method failing) {
        data.start();
        append();
        awaitDelivered();
        failTimes(failing, 1);
        append();
        awaitDelivered();
        await().until(() -> data.state() == ExporterState.RUNNING);
        append();
        awaitDelivered();
        assertThat(exporter.arrived()).containsExactly(0, 1, 2);
    }

    /** Each look at the counts: the one that decides how long to wait, too. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void leavesTheWorkerAliveHoweverOftenItComes(int times) {
        data.start();
        append();
        awaitDelivered();
        failTimes(Method.COUNTS, times);
        append();
        await().until(() -> failures.get() == times);
        awaitDelivered();
    }

    @ParameterizedTest
    @EnumSource
    void answersAFlushWhenItIsOver(Method failing) {
        append();
        failTimes(failing, 5);
        CompletionStage<FlushResult> flush = data.flush();
        data.start();
        DeliveryHarness.get(flush);
        awaitDelivered();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotKeepTheExporterFromStopping(Method failing) {
        data.start();
        append();
        failTimes(failing, 2);
        CompletionStage<FlushResult> stopped = data.stop();
        assertThat(DeliveryHarness.get(stopped).pending()).isZero();
    }

    /** Each look at the counts, before and after the successor has taken the place. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void answersAReplacement(int before) {
        data.start();
        append();
        awaitDelivered();
        AtomicInteger looks = new AtomicInteger();
        ScriptedExporter successor = new ScriptedExporter(false);
        successor.opening = () -> fails = () -> false;
        exporter.closing = () -> {
            method = Method.COUNTS;
            fails = () -> looks.getAndIncrement() == before;
        };
        CompletionStage<ReplaceResult> replaced = data.replace(DeliveryHarness.setup(NAME, successor, 10));
        assertThat(replaced.toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(ReplaceResult.REPLACED);
        append();
        awaitDelivered();
        assertThat(successor.arrived()).containsExactly(1);
        assertThat(exporter.lifeCycle).containsExactly("open", "export", "close");
    }

    @Test
    void isLoggedOnceInAWhile() {
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            failTimes(Method.LEASE, 20);
            append();
            data.start();
            awaitDelivered();
            List<LogCapture.Line> lines = log.lines().stream()
                    .filter(line -> line.message().contains("outside of an export"))
                    .toList();
            assertThat(failures).hasValue(20);
            assertThat(lines).hasSizeBetween(1, 10);
        }
    }
}
