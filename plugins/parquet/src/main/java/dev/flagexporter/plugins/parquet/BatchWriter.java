package dev.flagexporter.plugins.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.IntFunction;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;

/** Writes a batch as one file: row groups as they fill up, and the footer at the end. */
final class BatchWriter<E extends ExportableEvent> implements EventWriter {

    /** About how large a row group is, and so what is in memory: its pages are compressed as soon as they are full. */
    static final int ROW_GROUP_BYTES = 16 * 1024 * 1024;

    /** How many events may pass without a look at the size: each of them can be as large as the store takes. */
    private static final int MAX_UNSEEN_EVENTS = 20;

    private final Schema<E> schema;
    private final Codec codec;
    private final boolean withEventIds;

    BatchWriter(Schema<E> schema, Codec codec, boolean withEventIds) {
        this.schema = schema;
        this.codec = codec;
        this.withEventIds = withEventIds;
    }

    /** When an event or the output fails, closing the writer writes nothing more: what is there is no file. */
    @Override
    public void write(EventBatch batch, OutputStream output) throws IOException {
        Optional<IntFunction<String>> ids = withEventIds ? Optional.of(batch.eventIds()) : Optional.empty();
        try (ParquetWriter<E> writer = new Builder(output, new EventWriteSupport<>(schema, ids)).build()) {
            for (ExportableEvent event : batch.events()) {
                writer.write(schema.eventClass().cast(event));
            }
        }
    }

    private final class Builder extends ParquetWriter.Builder<E, Builder> {

        private final WriteSupport<E> support;

        Builder(OutputStream output, WriteSupport<E> support) {
            super(new StreamFile(output));
            this.support = support;
            withConf(new PlainParquetConfiguration());
            withCompressionCodec(codec.parquetName());
            withCodecFactory(new PageCompression(codec));
            withRowGroupSize((long) ROW_GROUP_BYTES);
            withMinRowCountForPageSizeCheck(1);
            withMaxRowCountForPageSizeCheck(MAX_UNSEEN_EVENTS);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<E> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }

        @Override
        @SuppressWarnings("deprecation") // it is abstract nevertheless
        protected WriteSupport<E> getWriteSupport(Configuration configuration) {
            throw new UnsupportedOperationException("there is no Hadoop");
        }
    }
}
