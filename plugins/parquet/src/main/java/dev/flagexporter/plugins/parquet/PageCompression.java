package dev.flagexporter.plugins.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** One codec as Parquet's writer wants to have it. */
final class PageCompression implements CompressionCodecFactory {

    private final Codec codec;

    PageCompression(Codec codec) {
        this.codec = codec;
    }

    /** The compressor of this object's codec; the writer is told of no other. */
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName ignored) {
        return new PageCompressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        throw new UnsupportedOperationException("files are only written here");
    }

    /** There is nothing to release: pages are compressed one by one, in arrays. */
    @Override
    public void release() {}

    private final class PageCompressor implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            ByteBuffer bytes = page.toByteBuffer(HeapByteBufferAllocator.getInstance(), copy -> {});
            return codec.compress(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec.parquetName();
        }

        @Override
        public void release() {}
    }
}
