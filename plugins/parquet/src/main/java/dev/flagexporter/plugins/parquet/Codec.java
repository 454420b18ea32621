package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Compressor;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * How the pages of a file are compressed. Parquet's own codecs need Hadoop, so these are its replacement; each touches
 * its library only when it is used.
 */
enum Codec {
    SNAPPY(CompressionCodecName.SNAPPY, "org.xerial.snappy:snappy-java") {
        @Override
        BytesInput compress(byte[] page, int offset, int length) throws IOException {
            byte[] compressed = new byte[Snappy.maxCompressedLength(length)];
            int size = Snappy.compress(page, offset, length, compressed, 0);
            return BytesInput.from(compressed, 0, size);
        }
    },
    ZSTD(CompressionCodecName.ZSTD, "com.github.luben:zstd-jni") {
        @Override
        BytesInput compress(byte[] page, int offset, int length) throws IOException {
            byte[] compressed = new byte[Math.toIntExact(Zstd.compressBound(length))];
            long size = Zstd.compressByteArray(compressed, 0, compressed.length, page, offset, length, ZSTD_LEVEL);
            if (Zstd.isError(size)) {
                throw new IOException("ZSTD did not compress a page: " + Zstd.getErrorName(size));
            }
            return BytesInput.from(compressed, 0, Math.toIntExact(size));
        }
    },
    GZIP(CompressionCodecName.GZIP, "the JDK") {
        @Override
        BytesInput compress(byte[] page, int offset, int length) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(length / 2);
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(page, offset, length);
            }
            return BytesInput.from(compressed);
        }
    },
    LZ4_RAW(CompressionCodecName.LZ4_RAW, "io.airlift:aircompressor") {
        @Override
        BytesInput compress(byte[] page, int offset, int length) {
            Lz4Compressor compressor = new Lz4Compressor();
            byte[] compressed = new byte[compressor.maxCompressedLength(length)];
            int size = compressor.compress(page, offset, length, compressed, 0, compressed.length);
            return BytesInput.from(compressed, 0, size);
        }
    },
    UNCOMPRESSED(CompressionCodecName.UNCOMPRESSED, "the JDK") {
        @Override
        BytesInput compress(byte[] page, int offset, int length) {
            return BytesInput.from(page, offset, length);
        }
    };

    /** The codec when nothing is configured, as in the reference. */
    static final Codec DEFAULT = SNAPPY;

    /** The library's own default, between speed and size. */
    private static final int ZSTD_LEVEL = 3;

    private static final int TRIAL_BYTES = 100;

    private final CompressionCodecName parquetName;
    private final String library;

    Codec(CompressionCodecName parquetName, String library) {
        this.parquetName = parquetName;
        this.library = library;
    }

    /** A codec by its name in any case. */
    static Optional<Codec> named(String name) {
        return Arrays.stream(values())
                .filter(codec -> codec.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** All names. */
    static String names() {
        return Arrays.stream(values()).map(Codec::name).collect(Collectors.joining(", "));
    }

    CompressionCodecName parquetName() {
        return parquetName;
    }

    /**
     * Compresses a page.
     *
     * @param page has what to compress
     * @param offset where it begins
     * @param length how long it is
     * @return the compressed page, which may be the page itself
     */
    abstract BytesInput compress(byte[] page, int offset, int length) throws IOException;

    /** Why this codec cannot be used in this application and on this machine; empty when it can. */
    Optional<String> failure() {
        try {
            compress(new byte[TRIAL_BYTES], 0, TRIAL_BYTES);
            return Optional.empty();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            // the loaders of native libraries throw anything
            return Optional.of(
                    e.getCause() instanceof ClassNotFoundException
                            ? "its library " + library + " is not in the application"
                            : "its library " + library + " does not work here: " + e);
        }
    }
}
