package dev.flagexporter.spi;

import java.util.function.DoubleSupplier;

/**
 * Publishes the measurements of one exporter. The platform adds the name of the exporter to each; where it has no
 * metrics, nothing happens.
 *
 * <p>Only the platform and the testkit implement this interface; it grows.
 */
public interface Meters {

    /** Counts something that only increases. Safe for use by several threads. */
    interface Counter {

        /**
         * Adds to the count.
         *
         * @param amount at least 0
         */
        void add(long amount);
    }

    /**
     * Returns a counter.
     *
     * @param name lower-case words with dots between them, such as {@code objects.written}
     * @param description what is counted, and in which unit
     * @return the counter; the same one for the same name
     */
    Counter counter(String name, String description);

    /**
     * Publishes a value that is read when metrics are collected.
     *
     * @param name lower-case words with dots between them, such as {@code connections.open}
     * @param description what is measured, and in which unit
     * @param value returns the present value; quickly, and on any thread
     */
    void gauge(String name, String description, DoubleSupplier value);

    /**
     * Returns meters that publish nothing.
     *
     * @return meters without any effect
     */
    static Meters none() {
        return NoMeters.INSTANCE;
    }
}
