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
     * Acquires what exports need: clients, connections, directories. Called before the first export. If it fails,
     * {@link #close()} is called, so that nothing it has acquired so far is kept, and {@code open} is called again later: a
     * service that cannot be reached must not stop an application.
     *
     * @throws Exception if it fails; the cause is logged and the call repeated with backoff
     */
    default void open() throws Exception {}

    /**
     * Releases what {@link #open()} acquired. Called once after each {@code open}, whether that succeeded or failed, and
     * never without one. After a failed {@code open} it must cope with whatever that has left behind.
     *
     * @throws Exception if something was not released; it is logged
     */
    default void close() throws Exception {}
}
