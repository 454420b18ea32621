package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.runtime.store.StoreSettings;

/**
 * The checked values of the extension's keys, without those of the exporters.
 *
 * @param shutdownTimeout timeout of the last flush
 * @param store the event store
 * @param collector the HTTP collector
 * @param reload the reload of the configuration
 */
public record FlagExporterSettings(
        Duration shutdownTimeout, StoreSettings store, CollectorSection collector, ReloadSection reload) {

    /** Maximum of {@code collector.max-events-per-request}: an element of three bytes becomes an object of many more. */
    public static final int MAX_EVENTS_PER_REQUEST = 1_000_000;

    /**
     * The same with the event store of the running application, which a reload does not change.
     *
     * @param running the settings of the running application
     * @return the settings
     */
    FlagExporterSettings withStoreOf(FlagExporterSettings running) {
        return new FlagExporterSettings(shutdownTimeout, running.store, collector, reload);
    }

    /**
     * The HTTP collector.
     *
     * @param maxBodySize maximum size of a body in bytes
     * @param maxInFlightBytes maximum memory of the requests in flight in bytes
     * @param bodyTimeout maximum time until a body has arrived
     * @param maxWait maximum time that a request waits for room
     * @param maxEventsPerRequest maximum number of events of a request
     * @param versionHeader whether responses have the header with the version
     * @param authorizedKeys who may send events
     */
    public record CollectorSection(
            long maxBodySize,
            long maxInFlightBytes,
            Duration bodyTimeout,
            Duration maxWait,
            int maxEventsPerRequest,
            boolean versionHeader,
            AuthorizedKeys authorizedKeys) {}

    /**
     * The API keys of the collector.
     *
     * @param evaluation the keys of applications; without any, the collector is open
     * @param admin the keys of administrators
     * @param allowAnonymous whether the collector is meant to be open if there is no key of an application
     */
    public record AuthorizedKeys(List<String> evaluation, List<String> admin, boolean allowAnonymous) {

        /** Without the keys, which are secrets. */
        @Override
        public String toString() {
            return evaluation.size() + " keys of applications, " + admin.size() + " of administrators";
        }
    }

    /**
     * The reload of the configuration.
     *
     * @param enabled whether the files are watched; empty for the default of the launch mode
     * @param interval interval at which the files are compared
     */
    public record ReloadSection(Optional<Boolean> enabled, Duration interval) {}
}
