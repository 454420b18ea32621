package dev.flagexporter.spi.object;

/**
 * The limits of a destination on the names of objects, which are checked when the exporter is created.
 *
 * @param maxBytes maximum length of a name, in bytes of UTF-8
 * @param maxPartBytes maximum length of each part of a name between two slashes, in bytes of UTF-8
 */
public record ObjectNameLimits(int maxBytes, int maxPartBytes) {

    /** The limit of the common object stores: 1024 bytes. */
    public static final ObjectNameLimits DEFAULT = ofBytes(1024);

    /**
     * Returns the limits of a destination that limits only whole names.
     *
     * @param maxBytes maximum length of a name, in bytes of UTF-8
     * @return the limits
     */
    public static ObjectNameLimits ofBytes(int maxBytes) {
        return new ObjectNameLimits(maxBytes, maxBytes);
    }
}
