package dev.flagexporter.runtime.config;

import java.time.Duration;

import dev.flagexporter.runtime.config.FlagExporterSettings.AuthorizedKeys;
import dev.flagexporter.runtime.config.FlagExporterSettings.CollectorSection;
import dev.flagexporter.runtime.store.StoreSettings;

/** Reads and checks the keys of the collector, except for its API keys. */
final class CollectorReader {

    private static final String MAX_EVENTS_PER_REQUEST = "collector.max-events-per-request";
    private static final String CAPACITY = KnownKeys.PREFIX + StoreReader.CAPACITY;
    private static final String MAX_IN_FLIGHT_BYTES = "collector.max-in-flight-bytes";
    private static final String BODY_TIMEOUT = "collector.body-timeout";
    private static final Duration DEFAULT_BODY_TIMEOUT = Duration.ofSeconds(30);
    private static final long EXAMPLE_IN_FLIGHT_BYTES = 128 * 1024 * 1024;
    private static final long DEFAULT_MAX_BODY_SIZE = 64 * 1024 * 1024;

    private final ValueReader values;
    private final StoreSettings store;

    CollectorReader(ValueReader values, StoreSettings store) {
        this.values = values;
        this.store = store;
    }

    CollectorSection read(AuthorizedKeys authorizedKeys) {
        return new CollectorSection(
                values.bytes("collector.max-body-size", 1, DEFAULT_MAX_BODY_SIZE),
                maxInFlightBytes(),
                bodyTimeout(),
                values.duration("collector.max-wait", Duration.ofSeconds(2)),
                maxEventsPerRequest(),
                !values.flag("collector.disable-version-header", false),
                authorizedKeys);
    }

    private long maxInFlightBytes() {
        return values.isSet(MAX_IN_FLIGHT_BYTES)
                ? values.bytes(MAX_IN_FLIGHT_BYTES, 1, EXAMPLE_IN_FLIGHT_BYTES)
                : StoreMemoryConfig.defaultInFlightBytes();
    }

    private Duration bodyTimeout() {
        Duration timeout = values.positive(BODY_TIMEOUT, DEFAULT_BODY_TIMEOUT);
        if (timeout.toMillis() < 1) {
            values.addProblem(BODY_TIMEOUT, "is too short", "Use at least 1ms, for example 30s");
        }
        return timeout;
    }

    private int maxEventsPerRequest() {
        int mostThatFit = mostEventsThatFit();
        if (!values.isSet(MAX_EVENTS_PER_REQUEST)) {
            return mostThatFit;
        }
        int events =
                (int) values.number(MAX_EVENTS_PER_REQUEST, FlagExporterSettings.MAX_EVENTS_PER_REQUEST, mostThatFit);
        if (events > mostThatFit && values.areValid(StoreReader.CAPACITY, StoreReader.OVERFLOW_POLICY)) {
            values.addProblem(
                    MAX_EVENTS_PER_REQUEST,
                    "is more than " + CAPACITY + ", so that such a request could never be accepted",
                    "Use at most " + mostThatFit + ", or raise " + CAPACITY);
        }
        return events;
    }

    /** The sender of a request that can never fit would be asked to try again for ever. */
    private int mostEventsThatFit() {
        return store.overflowPolicy().canBeFull()
                ? (int) Math.min(
                        FlagExporterSettings.MAX_EVENTS_PER_REQUEST,
                        store.limits().capacity())
                : FlagExporterSettings.MAX_EVENTS_PER_REQUEST;
    }
}
