package dev.flagexporter.plugins.parquet;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that goes into a stream. The stream is neither flushed nor closed, which is its owner's business. */
final class StreamFile implements OutputFile {

    private final OutputStream output;

    StreamFile(OutputStream output) {
        this.output = output;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new CountingStream();
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    /** Row groups need no alignment to the blocks of a file system. */
    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private final class CountingStream extends PositionOutputStream {

        private long position;

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            output.write(value);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            output.write(bytes, offset, length);
            position += length;
        }
    }
}
