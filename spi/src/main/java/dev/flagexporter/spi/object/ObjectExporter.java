package dev.flagexporter.spi.object;

import dev.flagexporter.spi.Exporter;

/**
 * An exporter that writes each batch as one object. Objects are never overwritten, so two exporters that write objects
 * of the same names to the same place block each other. The application compares the destinations of its exporters and
 * does not start if two are equal.
 */
public interface ObjectExporter extends Exporter {

    /**
     * Returns the address of the object that this exporter would write for a sample batch, which is the same for all
     * exporters: the address of the place, such as {@code s3://bucket/folder/}, and {@link BatchObjects#sampleName()}. It
     * is part of error messages, and must not contain secrets.
     *
     * <p>Called on an exporter that is not open. Must not access the destination.
     *
     * @return an address that equals another exporter's if and only if both write the same objects
     */
    String destination();
}
