package dev.flagexporter.spi;

/**
 * The methods that all exporters have. Corresponds to GO Feature Flag's {@code exporter.CommonExporter}, with a life cycle.
 * Implement {@link Exporter}; the two deprecated interfaces keep working.
 *
 * <p>{@code open}, {@code export} and {@code close} never overlap, and each sees the effects of the one before. So an
 * exporter needs no locks. There is one exception: {@code close} may run while an abandoned {@code export} hangs.
 */
public interface CommonExporter {

    /**
     * Returns whether events are collected and sent in bulk, at the flush interval or the threshold. If not, each event is
     * sent immediately.
     *
     * @return true to collect events; must not change
     */
    boolean isBulk();

    /**
     * Acquires what exports need: clients, connections, directories. Called before the first export. If it fails,
     * {@link #close()} is called, which releases what {@code open} has acquired so far, and {@code open} is called again
     * later. A service that cannot be reached must not stop an application.
     *
     * @throws Exception if it fails; the cause is logged and the call repeated with backoff
     */
    default void open() throws Exception {}

    /**
     * Releases what {@link #open()} acquired. Called once after each {@code open}, whether that succeeded or failed, and
     * never without one. After a failed {@code open}, it must handle any state that this has left.
     *
     * @throws Exception if something was not released; it is logged
     */
    default void close() throws Exception {}
}
