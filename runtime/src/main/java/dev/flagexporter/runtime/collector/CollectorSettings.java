package dev.flagexporter.runtime.collector;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.runtime.config.FlagExporterConfig;
import dev.flagexporter.runtime.config.FlagExporterConfig.CollectorConfig;
import dev.flagexporter.runtime.config.FlagExporterConfig.StoreConfig;
import dev.flagexporter.runtime.config.StoreMemoryConfig;
import dev.flagexporter.runtime.reload.ReloadableSettings;
import dev.flagexporter.runtime.store.OverflowPolicy;
import io.quarkus.runtime.configuration.MemorySize;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The configuration of the collector, which is right. Its API keys follow reloads, the rest stays as it was at the start. */
@Singleton
class CollectorSettings implements ReloadableSettings {

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
            FlagExporterConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> serverLimit,
            @ConfigProperty(name = "quarkus.http.handle-100-continue-automatically") boolean serverWritesContinue) {
        this(config.collector(), config.store(), serverLimit, !serverWritesContinue);
    }

    CollectorSettings(
            CollectorConfig config, StoreConfig store, Optional<MemorySize> serverLimit, boolean writesContinue) {
        this.maxBodySize = smaller(config.maxBodySize(), serverLimit);
        this.decodingLimits = new DecodingLimits(
                config.maxEventsPerRequest().orElseGet(() -> mostEventsThatFit(store)),
                store.maxEventSize().asLongValue(),
                StoreMemoryConfig.maxBytes(store));
        this.maxWait = store.overflowPolicy() == OverflowPolicy.BACK_PRESSURE ? config.maxWait() : Duration.ZERO;
        this.bodyTimeout = config.bodyTimeout();
        this.maxInFlightBytes =
                config.maxInFlightBytes().map(MemorySize::asLongValue).orElseGet(StoreMemoryConfig::requestBytes);
        this.appendMayWait = store.overflowPolicy() == OverflowPolicy.BLOCK;
        this.writesContinue = writesContinue;
        this.versionHeader = !config.disableVersionHeader();
        this.apiKeys = ApiKeys.of(config.authorizedKeys());
    }

    @Override
    public Runnable prepare(FlagExporterConfig config) {
        ApiKeys prepared = ApiKeys.of(config.collector().authorizedKeys());
        return () -> apiKeys = prepared;
    }

    private static long smaller(MemorySize own, Optional<MemorySize> server) {
        long size = own.asLongValue();
        return server.map(limit -> Math.min(size, limit.asLongValue())).orElse(size);
    }

    /** A request that can never fit would be told to try again for ever. */
    private static int mostEventsThatFit(StoreConfig store) {
        return store.overflowPolicy().canBeFull()
                ? Math.min(CollectorConfig.MAX_EVENTS_PER_REQUEST, store.capacity())
                : CollectorConfig.MAX_EVENTS_PER_REQUEST;
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
