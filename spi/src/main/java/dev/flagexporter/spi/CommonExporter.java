package dev.flagexporter.spi;

/**
 * What all exporters have in common, the reference's {@code exporter.CommonExporter} with a life cycle. Implement
 * {@link Exporter}; the two deprecated interfaces keep working.
 *
 * <p>{@code open}, {@code export} and {@code close} never overlap and each sees what the one before did, so an
 * exporter needs no locks; only {@code close} may run beside an {@code export} that did not return in time.
 */
public interface CommonExporter {

    /**
     * Whether events are collected and sent in bulk, at the flush interval or the threshold. If not, they are sent as
     * soon as they are added.
     *
     * @return true to collect events; must not change
     */
    boolean isBulk();

    /**
     * Acquires what exports need: clients, connections, directories. Called before the first export, and again later
     * when it fails: a service that cannot be reached is no reason to stop an application.
     *
     * @throws Exception when it cannot; the cause is logged and the call repeated with growing delays
     */
    default void open() throws Exception {}

    /**
     * Releases what {@link #open()} acquired. Called once, after the last export; without an open, and a second time,
     * there is nothing to do.
     *
     * @throws Exception when something could not be released; it is logged
     */
    default void close() throws Exception {}
}
