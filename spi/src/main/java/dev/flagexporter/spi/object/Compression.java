package dev.flagexporter.spi.object;

/** How objects are compressed as a whole, whatever their format. */
public enum Compression {
    /** Not at all. */
    NONE,

    /** As a gzip file: the name ends in {@code .gz}, and the media type is {@code application/gzip}. */
    GZIP
}
