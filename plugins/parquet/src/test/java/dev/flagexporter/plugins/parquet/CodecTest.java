package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("A codec")
class CodecTest {

    private static final int OFFSET = 7;

    /** Text, and noise that no codec makes smaller. */
    private static byte[] page(int length) {
        byte[] page = new byte[length];
        new Random(length).nextBytes(page);
        Arrays.fill(page, 0, length / 2, (byte) 'x');
        return page;
    }

    private static byte[] decompress(Codec codec, byte[] compressed, int length) throws IOException {
        return switch (codec) {
            case SNAPPY -> Snappy.uncompress(compressed);
            case ZSTD -> Zstd.decompress(compressed, length);
            case GZIP -> new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
            case LZ4_RAW -> {
                byte[] plain = new byte[length];
                new Lz4Decompressor().decompress(compressed, 0, compressed.length, plain, 0, length);
                yield plain;
            }
            case UNCOMPRESSED -> compressed;
        };
    }

    private static byte[] bytes(BytesInput input) {
        var buffer = input.toByteBuffer(HeapByteBufferAllocator.getInstance(), copy -> {});
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void givesBackWhatWasCompressedWithItsLibrary(Codec codec) throws Exception {
        for (int length : new int[] {0, 1, 1000, 3_000_000}) {
            byte[] page = page(length);
            byte[] around = new byte[OFFSET + length + OFFSET];
            System.arraycopy(page, 0, around, OFFSET, length);

            byte[] compressed = bytes(codec.compress(around, OFFSET, length));

            assertThat(decompress(codec, compressed, length))
                    .as("%d bytes", length)
                    .isEqualTo(page);
        }
    }

    @ParameterizedTest
    @EnumSource
    void worksHere(Codec codec) {
        assertThat(codec.failure()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isTheOnlyOneOfItsFile(Codec codec) {
        assertThat(new PageCompression(codec)
                        .getCompressor(CompressionCodecName.BROTLI)
                        .getCodecName())
                .hasToString(codec.name());
    }

    @ParameterizedTest
    @EnumSource
    void isForWritingOnly(Codec codec) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> new PageCompression(codec).getDecompressor(codec.parquetName()))
                .withMessage("files are only written here");
    }
}
