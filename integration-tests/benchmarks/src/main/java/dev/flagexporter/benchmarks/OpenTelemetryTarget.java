package dev.flagexporter.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.SdkLoggerProviderBuilder;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

/**
 * The same evaluation as a log record of OpenTelemetry with four attributes, one batch processor per exporter. Its
 * worker sleeps during a burst, which is the best case for who emits. There is no ready record to emit again.
 */
final class OpenTelemetryTarget extends Target {

    private static final AttributeKey<String> FLAG = AttributeKey.stringKey("feature_flag.key");
    private static final AttributeKey<String> USER = AttributeKey.stringKey("feature_flag.context.id");
    private static final AttributeKey<String> VARIATION = AttributeKey.stringKey("feature_flag.result.variant");
    private static final AttributeKey<Boolean> VALUE = AttributeKey.booleanKey("feature_flag.result.value");

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Counts what it gets. */
    private static final class Counting implements LogRecordExporter {

        private long records;

        @Override
        public synchronized CompletableResultCode export(Collection<LogRecordData> batch) {
            records += batch.size();
            return CompletableResultCode.ofSuccess();
        }

        synchronized long records() {
            return records;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private final List<Counting> exporters = new ArrayList<>();
    private final SdkLoggerProvider provider;
    private final Logger logger;
    private final int pending;
    private final AtomicLong emitted = new AtomicLong();

    OpenTelemetryTarget(String name, int exporterCount, int pending) {
        super(name);
        SdkLoggerProviderBuilder builder = SdkLoggerProvider.builder();
        for (int i = 0; i < exporterCount; i++) {
            Counting exporter = new Counting();
            exporters.add(exporter);
            builder.addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter)
                    .setMaxQueueSize(roomFor(pending))
                    .setMaxExportBatchSize(roomFor(pending))
                    .setScheduleDelay(Duration.ofDays(1))
                    .build());
        }
        this.provider = builder.build();
        this.logger = provider.get("benchmark");
        this.pending = pending;
        appendFresh(pending);
    }

    @Override
    void appendReady(int count) {
        appendFresh(count);
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            logger.logRecordBuilder()
                    .setAttribute(FLAG, SampleEvents.FLAG)
                    .setAttribute(USER, SampleEvents.user(i))
                    .setAttribute(VARIATION, SampleEvents.VARIATION)
                    .setAttribute(VALUE, true)
                    .emit();
        }
        emitted.addAndGet(count);
    }

    @Override
    void drain() {
        flush();
        appendFresh(pending);
    }

    /** A flush may be answered by the end of the one before it, so it is repeated until everything has come out. */
    private void flush() {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        do {
            await(provider.forceFlush());
        } while (!isEverythingOut() && System.nanoTime() < giveUp);
        if (!isEverythingOut()) {
            throw new IllegalStateException("records were dropped of the " + emitted + " that were emitted");
        }
    }

    private boolean isEverythingOut() {
        return exporters.stream().allMatch(exporter -> exporter.records() == emitted.get());
    }

    private static void await(CompletableResultCode result) {
        if (!result.join(1, TimeUnit.MINUTES).isSuccess()) {
            throw new IllegalStateException("the processor did not finish");
        }
    }

    @Override
    public void close() {
        flush();
        await(provider.shutdown());
    }
}
