package dev.flagexporter.benchmarks;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.SdkLoggerProviderBuilder;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

/**
 * The same evaluation as a log record of OpenTelemetry, one batch processor per exporter. There is no ready record to
 * emit again.
 */
final class OpenTelemetryTarget extends ExportedTarget {

    /** Flag, user, variation and value. */
    static final int FEW = 4;

    private static final AttributeKey<String> FLAG = AttributeKey.stringKey("feature_flag.key");
    private static final AttributeKey<String> USER = AttributeKey.stringKey("feature_flag.context.id");
    private static final AttributeKey<String> VARIATION = AttributeKey.stringKey("feature_flag.result.variant");
    private static final AttributeKey<Boolean> VALUE = AttributeKey.booleanKey("feature_flag.result.value");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("kind");
    private static final AttributeKey<String> CONTEXT_KIND = AttributeKey.stringKey("contextKind");
    private static final AttributeKey<Boolean> DEFAULT = AttributeKey.booleanKey("default");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("version");
    private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("source");

    private static final int DEFAULT_BATCH = 512;
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<CountingExporter> exporters;
    private final SdkLoggerProvider provider;
    private final Logger logger;
    private final int pending;
    private final boolean allFields;

    private OpenTelemetryTarget(
            String name, int exporterCount, int pending, boolean allFields, int batch, Duration delay) {
        super(name);
        this.exporters = Stream.generate(() -> new CountingExporter(true))
                .limit(exporterCount)
                .toList();
        SdkLoggerProviderBuilder builder = SdkLoggerProvider.builder();
        exporters.forEach(exporter -> builder.addLogRecordProcessor(BatchLogRecordProcessor.builder(counting(exporter))
                .setMaxQueueSize(roomFor(pending))
                .setMaxExportBatchSize(batch)
                .setScheduleDelay(delay)
                .build()));
        this.provider = builder.build();
        this.logger = provider.get("benchmark");
        this.pending = pending;
        this.allFields = allFields;
        appendFresh(pending);
    }

    /**
     * Its workers sleep during a burst, which is the best case for who emits.
     *
     * @param allFields whether a record has nine attributes, for the fields that an event has set beside its time, and
     *     not only {@value #FEW}
     */
    static OpenTelemetryTarget asleep(String name, int exporters, int pending, boolean allFields) {
        return new OpenTelemetryTarget(name, exporters, pending, allFields, roomFor(pending), Duration.ofDays(1));
    }

    /** It exports batches of its default size meanwhile. */
    static OpenTelemetryTarget exporting(String name) {
        return new OpenTelemetryTarget(name, 1, 0, false, DEFAULT_BATCH, DEFAULT_DELAY);
    }

    private static LogRecordExporter counting(CountingExporter exporter) {
        return new LogRecordExporter() {
            @Override
            public CompletableResultCode export(Collection<LogRecordData> batch) {
                exporter.take(batch);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
    }

    @Override
    List<CountingExporter> exporters() {
        return exporters;
    }

    @Override
    void appendReady(int count) {
        appendFresh(count);
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            LogRecordBuilder builder = logger.logRecordBuilder()
                    .setAttribute(FLAG, SampleEvents.FLAG)
                    .setAttribute(USER, SampleEvents.user(i))
                    .setAttribute(VARIATION, SampleEvents.VARIATION)
                    .setAttribute(VALUE, true);
            if (allFields) {
                setOtherFields(builder);
            }
            builder.emit();
        }
        count(count);
    }

    private static void setOtherFields(LogRecordBuilder builder) {
        builder.setAttribute(KIND, "feature")
                .setAttribute(CONTEXT_KIND, "user")
                .setAttribute(DEFAULT, false)
                .setAttribute(VERSION, SampleEvents.VERSION)
                .setAttribute(SOURCE, SampleEvents.SOURCE);
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
            throw new IllegalStateException("records were dropped");
        }
    }

    private boolean isEverythingOut() {
        return exporters.stream().allMatch(exporter -> exporter.events() == appended());
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
