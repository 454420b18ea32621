package dev.flagexporter.spi.object;

import java.util.Optional;

import io.smallrye.config.WithDefault;

/**
 * The keys of every exporter that writes each batch as one object. The configuration of an exporter extends it. It is
 * implemented by the configuration mapping, not by hand, so that keys can be added.
 */
public interface ObjectExporterConfig extends ObjectConfig {

    /**
     * Whether the first line of a CSV object names the fields.
     *
     * @return true for a header; GO Feature Flag writes none
     */
    @WithDefault("false")
    boolean csvHeader();

    /**
     * Whether CSV prevents spreadsheets from reading a string as a formula: strings that begin like a formula get a leading
     * apostrophe.
     *
     * @return true for the guard
     */
    @WithDefault("false")
    boolean csvFormulaGuard();

    /**
     * Codec within Parquet files: {@code SNAPPY} (default), {@code ZSTD}, {@code GZIP}, {@code LZ4_RAW} or
     * {@code UNCOMPRESSED}, case-insensitive.
     *
     * @return the codec's name; empty for the format's default
     */
    Optional<String> parquetCompressionCodec();

    /**
     * Compression of whole objects: {@code none}, or {@code gzip}, which adds {@code .gz} to their names. {@code gzip} is
     * invalid with formats that compress themselves, such as Parquet.
     *
     * @return the compression
     */
    @WithDefault("none")
    Compression compression();
}
