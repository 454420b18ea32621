package dev.flagexporter.spi.object;

import java.util.Optional;

import io.smallrye.config.WithDefault;

/**
 * The keys that every exporter has that writes a batch as one object. An exporter's own configuration extends it; it is
 * implemented by the mapping of keys, and not by hand, so that keys can be added.
 */
public interface ObjectExporterConfig extends ObjectConfig {

    /**
     * Whether the first line of a CSV object names the fields.
     *
     * @return true for a header; the reference writes none
     */
    @WithDefault("false")
    boolean csvHeader();

    /**
     * Whether CSV keeps spreadsheets from taking a text for a formula: an apostrophe is put before texts that begin like
     * one.
     *
     * @return true for the guard
     */
    @WithDefault("false")
    boolean csvFormulaGuard();

    /**
     * The codec within Parquet files: {@code SNAPPY} (when empty), {@code ZSTD}, {@code GZIP}, {@code LZ4_RAW} or
     * {@code UNCOMPRESSED}, in any case.
     *
     * @return the codec's name; empty for the format's default
     */
    Optional<String> parquetCompressionCodec();

    /**
     * How an object is compressed as a whole: {@code none} or {@code gzip}, which adds {@code .gz} to its name. Formats
     * that compress themselves, such as Parquet, refuse {@code gzip}.
     *
     * @return the compression
     */
    @WithDefault("none")
    Compression compression();
}
