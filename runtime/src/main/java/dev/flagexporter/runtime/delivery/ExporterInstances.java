package dev.flagexporter.runtime.delivery;

import java.util.function.Supplier;

import dev.flagexporter.spi.Exporter;

/**
 * The instances of one configured exporter.
 *
 * @param first the instance to begin with
 * @param bulk whether the exporter sends in bulk, asked once: an exporter cannot change its mind later
 * @param another makes an instance that takes the place of an abandoned one
 */
public record ExporterInstances(Exporter first, boolean bulk, Supplier<Exporter> another) {

    /**
     * Asks an exporter whether it sends in bulk.
     *
     * @param first the instance to begin with
     * @param another makes an instance that takes the place of an abandoned one
     * @return the instances; fails with whatever {@link Exporter#isBulk()} throws
     */
    public static ExporterInstances of(Exporter first, Supplier<Exporter> another) {
        return new ExporterInstances(first, first.isBulk(), another);
    }
}
