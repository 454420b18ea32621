package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.flagexporter.runtime.store.OverflowPolicy;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/** The configuration that is read when the application starts. */
@ConfigMapping(prefix = FlagExporterConfig.PREFIX)
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface FlagExporterConfig {

    /** What all keys begin with. */
    String PREFIX = "quarkus.flag-exporter";

    /**
     * How long the application waits, when it stops, for the exporters to export what is pending. All of them flush
     * at the same time. Give the platform's own grace period a few seconds more.
     *
     * @return the time-out
     */
    @WithDefault("20s")
    Duration shutdownTimeout();

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
         * How many events of each type are kept at most for exporters that have not delivered them yet; at least 1.
         * What happens to an exporter that lags by more is up to the overflow policy.
         *
         * @return the capacity in events
         */
        @WithDefault("200000")
        int capacity();

        /**
         * Maximum memory that the pending events of all exporters and both types retain, estimated; at least 1M. Batches
         * in flight to exporters that lose their oldest events are not included. The default is a quarter of the maximum
         * heap. The overflow policy decides what happens at the limit.
         *
         * @return the size
         */
        Optional<MemorySize> maxBytes();

        /**
         * What happens when an exporter lags by the whole capacity, or the events of all exporters reach
         * {@code store.max-bytes}. With {@code drop-oldest} this exporter loses its oldest events, which are counted, and
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
        OverflowPolicy overflowPolicy();

        /**
         * How long a healthy exporter may keep the store full, only with the overflow policy {@code back-pressure}; a
         * positive duration. An exporter that does not deliver within this time what was pending when the store became
         * full counts as failing, and loses its oldest events, until it has caught up.
         *
         * @return the time
         */
        @WithDefault("60s")
        Duration maxPushBack();

        /**
         * How long a sender waits for room at most, only with the overflow policy {@code block}; 1 s unless set. An
         * I/O thread never waits: there, events are refused at once.
         *
         * @return the time-out
         */
        Optional<Duration> blockTimeout();

        /**
         * The largest event that is taken, measured as JSON, about. A larger one is refused and counted; the collector
         * leaves it out and takes its neighbours.
         *
         * @return the size
         */
        @WithDefault("1M")
        MemorySize maxEventSize();
    }

    /** The reload of the configuration without a restart. */
    interface ReloadConfig {

        /**
         * Whether the configuration is reloaded when one of its files changes. Unless set, it is in production mode
         * only; in dev mode Quarkus restarts the application. On request it is always reloaded.
         *
         * @return whether to look at the files
         */
        Optional<Boolean> enabled();

        /**
         * How often the files are looked at; at least 10ms. They are compared by content. A change is applied when two
         * looks in a row have seen the same, so after one to two intervals.
         *
         * @return the time between two looks
         */
        @WithDefault("2s")
        Duration interval();
    }

    /** The HTTP collector, see also {@code quarkus.flag-exporter.collector.enabled}. */
    interface CollectorConfig {

        /** The most that can be configured. An element of three bytes becomes an object of many more. */
        int MAX_EVENTS_PER_REQUEST = 1_000_000;

        /**
         * The API keys.
         *
         * @return the group
         */
        AuthorizedKeysConfig authorizedKeys();

        /**
         * The largest request body, also after decompression. A larger one is answered with 413 and counted. The
         * limit of the HTTP server, {@code quarkus.http.limits.max-body-size}, applies as well.
         *
         * @return the size
         */
        @WithDefault("64M")
        MemorySize maxBodySize();

        /**
         * How long a request waits for room while the store is full, only with the overflow policy
         * {@code back-pressure}; 0s answers 429 immediately. A waiting request holds no thread.
         *
         * @return the time
         */
        @WithDefault("2s")
        Duration maxWait();

        /**
         * The most events of a request, 1 to 1000000. A larger request is answered with 413. Unless set, 1000000, or
         * the store's capacity with an overflow policy other than {@code drop-oldest}; there, more than the capacity
         * is an error, because such a request could never be taken.
         *
         * @return the number of events
         */
        OptionalInt maxEventsPerRequest();

        /**
         * Leaves out the response header X-GOFEATUREFLAG-VERSION.
         *
         * @return true for no header
         */
        @WithDefault("false")
        boolean disableVersionHeader();
    }

    /** The API keys of the collector. */
    interface AuthorizedKeysConfig {

        /**
         * The keys that applications send in X-API-Key or as a bearer token. As soon as there is one, requests
         * without a valid key are refused.
         *
         * @return the keys
         */
        Optional<List<Secret<String>>> evaluation();

        /**
         * Keys of administrators. They are valid for the collector too, but do not by themselves close it to others.
         *
         * @return the keys
         */
        Optional<List<Secret<String>>> admin();
    }
}
