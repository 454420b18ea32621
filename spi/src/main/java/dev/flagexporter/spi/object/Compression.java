package dev.flagexporter.spi.object;

/** Compression of whole objects, independent of their format. */
public enum Compression {
    /** No compression. */
    NONE,

    /** A gzip file: the name ends with {@code .gz}, and the media type is {@code application/gzip}. */
    GZIP
}
