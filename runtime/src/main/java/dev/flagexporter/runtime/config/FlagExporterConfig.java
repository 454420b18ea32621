package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/**
 * The configuration that is read when the application starts: names, defaults and documentation of the keys. The values are
 * read by {@link SettingsReader}, so that one message can list all problems. Here, every key is optional, because Quarkus
 * maps this interface first and would report only a part of the problems.
 */
@ConfigMapping(prefix = FlagExporterConfig.PREFIX)
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface FlagExporterConfig {

    /** What all keys begin with. */
    String PREFIX = "quarkus.flag-exporter";

    /**
     * Timeout of the last flush when the application stops. All exporters flush at the same time. The grace period of the
     * platform must be a few seconds longer.
     *
     * @return a duration
     */
    @WithDefault("20s")
    Optional<String> shutdownTimeout();

    /**
     * The event store.
     *
     * @return the group
     */
    StoreConfig store();

    /**
     * The HTTP collector.
     *
     * @return the group
     */
    CollectorConfig collector();

    /**
     * The reload of the configuration without a restart.
     *
     * @return the group
     */
    ReloadConfig reload();

    /**
     * The exporters by name: 1 to 64 letters, digits, dots, underscores and hyphens. The name is the identity of the
     * exporter in logs and counters.
     *
     * @return the exporters
     */
    @ConfigDocSection
    @ConfigDocMapKey("exporter-name")
    Map<String, ExporterConfig> exporters();

    /** The event store. */
    interface StoreConfig {

        /**
         * Maximum number of pending events of each type; at least 1. The overflow policy decides what happens at the limit.
         *
         * @return the capacity in events
         */
        @WithDefault("200000")
        Optional<String> capacity();

        /**
         * Maximum memory that the pending events of all exporters and both types retain, estimated; at least 1M. Batches
         * in flight to exporters that lose their oldest events are not included. The default is a quarter of the maximum
         * heap. The overflow policy decides what happens at the limit.
         *
         * @return the size
         */
        Optional<String> maxBytes();

        /**
         * Policy for an exporter that lags by the whole capacity, and for events that reach {@code store.max-bytes}. With {@code drop-oldest} this exporter loses its oldest events, which are counted, and
         * no other exporter is affected. With {@code back-pressure}, which the collector application uses, this only
         * happens to an exporter that fails; for one that is healthy and merely behind, the collector waits for room
         * without holding a thread, up to {@code collector.max-wait}, and then answers 429, and adding an event in the
         * application returns {@code FULL}. With all other policies, an exporter that is down affects every exporter and
         * every sender: {@code drop-newest} drops new events for all exporters, counted; {@code reject} returns
         * {@code FULL}, counted, and the collector answers 429; {@code block} makes the sender wait for room, up to the
         * block timeout, and then returns {@code FULL}.
         *
         * @return the policy
         */
        @WithDefault("drop-oldest")
        Optional<String> overflowPolicy();

        /**
         * Maximum time that a healthy exporter may keep the store full, only with the overflow policy {@code back-pressure}; a
         * positive duration. An exporter that does not deliver within this time what was pending when the store became
         * full counts as failing, and loses its oldest events, until it has caught up.
         *
         * @return the time
         */
        @WithDefault("60s")
        Optional<String> maxPushBack();

        /**
         * Maximum time that a sender waits for room, only with the overflow policy {@code block}; 1 s by default. On an I/O
         * thread, adding an event never waits and returns {@code FULL}.
         *
         * @return a duration
         */
        Optional<String> blockTimeout();

        /**
         * Approximate maximum size of an event, measured as JSON. A larger event is not appended, and counted; the collector
         * skips it and accepts the rest of the request.
         *
         * @return the size
         */
        @WithDefault("1M")
        Optional<String> maxEventSize();
    }

    /** The reload of the configuration without a restart. */
    interface ReloadConfig {

        /**
         * Whether the configuration is reloaded when one of its files changes. By default, this is true in production mode
         * only; in dev mode Quarkus restarts the application. Reloads on request always work.
         *
         * @return whether to look at the files
         */
        Optional<String> enabled();

        /**
         * Interval at which the files are compared, by content; at least 10ms. A change is applied when two comparisons in a
         * row have found the same content, so after one to two intervals.
         *
         * @return a duration
         */
        @WithDefault("2s")
        Optional<String> interval();
    }

    /** The HTTP collector, see also {@code quarkus.flag-exporter.collector.enabled}. */
    interface CollectorConfig {

        /**
         * The API keys.
         *
         * @return the group
         */
        AuthorizedKeysConfig authorizedKeys();

        /**
         * Whether the collector is meant to accept requests without a key. With {@code true}, a collector without keys logs no
         * warning at startup, and a reload may remove the last key of a collector that has keys. Has no effect while there are
         * keys for evaluations.
         *
         * @return true for an open collector
         */
        @WithDefault("false")
        Optional<String> allowAnonymous();

        /**
         * Maximum size of a request body, also after decompression. A larger body is answered with 413 and counted. The
         * limit of the HTTP server, {@code quarkus.http.limits.max-body-size}, applies as well; if it is smaller, a warning
         * at startup says so.
         *
         * @return the size
         */
        @WithDefault("64M")
        Optional<String> maxBodySize();

        /**
         * Maximum memory of the requests in flight: what has arrived of their bodies, what was decoded of it, and events
         * that wait for room; at least 1. Beyond that, requests are answered with 429. One request at a time may exceed the
         * limit, so that no body is too large forever. The default is an eighth of the maximum heap.
         *
         * @return the size
         */
        Optional<String> maxInFlightBytes();

        /**
         * Maximum time from the headers of a request to the end of its body; at least 1ms. A request whose body takes
         * longer is answered with 408, and its connection is closed. An incomplete body holds no thread.
         *
         * @return the time
         */
        @WithDefault("30s")
        Optional<String> bodyTimeout();

        /**
         * Maximum time that a request waits for room while the store is full, only with the overflow policy
         * {@code back-pressure}; 0s answers 429 immediately. A waiting request holds no thread.
         *
         * @return the time
         */
        @WithDefault("2s")
        Optional<String> maxWait();

        /**
         * Maximum number of events of a request, 1 to 1000000. A larger request is answered with 413. The default is 1000000,
         * or the store's capacity with an overflow policy other than {@code drop-oldest}. With these policies, more than the
         * capacity is an error, because such a request never fits.
         *
         * @return the number of events
         */
        Optional<String> maxEventsPerRequest();

        /**
         * Whether the response header X-GOFEATUREFLAG-VERSION is omitted.
         *
         * @return true for no header
         */
        @WithDefault("false")
        Optional<String> disableVersionHeader();
    }

    /** The API keys of the collector. */
    interface AuthorizedKeysConfig {

        /**
         * Keys that applications send in X-API-Key or as a bearer token. If there is at least one, requests without a valid
         * key are answered with 401. A key that is empty, or refers to something that is not set, is an error. A reload
         * cannot remove the last key, unless {@code collector.allow-anonymous} is {@code true}.
         *
         * @return the keys
         */
        Optional<List<Secret<String>>> evaluation();

        /**
         * Keys of administrators. They are valid for the collector, too. If there are only such keys, the collector still
         * accepts requests without a key.
         *
         * @return the keys
         */
        Optional<List<Secret<String>>> admin();
    }
}
