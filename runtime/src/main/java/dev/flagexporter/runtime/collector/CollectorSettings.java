package dev.flagexporter.runtime.collector;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.runtime.config.FlagExporterSettings;
import dev.flagexporter.runtime.config.FlagExporterSettings.CollectorSection;
import dev.flagexporter.runtime.reload.ReloadableSettings;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.runtime.store.StoreSettings;
import io.quarkus.runtime.configuration.MemorySize;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The configuration of the collector, which is right. Its API keys follow reloads, the rest stays as it was at the start. */
@Singleton
class CollectorSettings implements ReloadableSettings {

    static final String SERVER_LIMIT = "quarkus.http.limits.max-body-size";

    private final long maxBodySize;
    private final DecodingLimits decodingLimits;
    private final Duration maxWait;
    private final Duration bodyTimeout;
    private final long maxInFlightBytes;
    private final boolean appendMayWait;
    private final boolean writesContinue;
    private final boolean versionHeader;
    private volatile ApiKeys apiKeys;

    @Inject
    CollectorSettings(
            FlagExporterSettings settings,
            @ConfigProperty(name = SERVER_LIMIT) Optional<MemorySize> serverLimit,
            @ConfigProperty(name = "quarkus.http.handle-100-continue-automatically") boolean serverWritesContinue) {
        this(settings.collector(), settings.store(), serverLimit, !serverWritesContinue);
    }

    CollectorSettings(
            CollectorSection collector, StoreSettings store, Optional<MemorySize> serverLimit, boolean writesContinue) {
        this.maxBodySize = smaller(collector.maxBodySize(), serverLimit);
        this.decodingLimits = new DecodingLimits(
                collector.maxEventsPerRequest(),
                store.limits().maxEventSize(),
                store.limits().maxBytes());
        this.maxWait = store.overflowPolicy() == OverflowPolicy.BACK_PRESSURE ? collector.maxWait() : Duration.ZERO;
        this.bodyTimeout = collector.bodyTimeout();
        this.maxInFlightBytes = collector.maxInFlightBytes();
        this.appendMayWait = store.overflowPolicy() == OverflowPolicy.BLOCK;
        this.writesContinue = writesContinue;
        this.versionHeader = collector.versionHeader();
        this.apiKeys = ApiKeys.of(collector.authorizedKeys());
    }

    @Override
    public void apply(FlagExporterSettings settings) {
        apiKeys = ApiKeys.of(settings.collector().authorizedKeys());
    }

    private static long smaller(long size, Optional<MemorySize> server) {
        return server.map(limit -> Math.min(size, limit.asLongValue())).orElse(size);
    }

    /** The largest body in bytes: no larger than the HTTP server takes, so that all refusals are the same. */
    long maxBodySize() {
        return maxBodySize;
    }

    /** What a request may hold. */
    DecodingLimits decodingLimits() {
        return decodingLimits;
    }

    /** How much the requests in flight may use. */
    long maxInFlightBytes() {
        return maxInFlightBytes;
    }

    /** How long a body may take to arrive. */
    Duration bodyTimeout() {
        return bodyTimeout;
    }

    /** Whether an append may make its thread wait, so that it must not be an event loop. */
    boolean appendMayWait() {
        return appendMayWait;
    }

    /** Whether the collector asks senders that wait for it to continue; otherwise the HTTP server does. */
    boolean writesContinue() {
        return writesContinue;
    }

    /** How long a request waits for room; zero for not at all. */
    Duration maxWait() {
        return maxWait;
    }

    /** Whether answers tell the version of the extension. */
    boolean hasVersionHeader() {
        return versionHeader;
    }

    ApiKeys apiKeys() {
        return apiKeys;
    }
}
