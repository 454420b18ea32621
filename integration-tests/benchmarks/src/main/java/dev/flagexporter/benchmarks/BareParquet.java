package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/**
 * The least code that makes Parquet's library write the same columns, with its own settings: rows have no values but texts
 * that are ready, and nobody looks at what is in them.
 */
final class BareParquet {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message parquet_go_root {
              required binary kind (UTF8);
              required binary contextKind (UTF8);
              required binary userKey (UTF8);
              required int64 creationDate;
              required binary key (UTF8);
              required binary variation (UTF8);
              required binary value (UTF8);
              required boolean default;
              required binary version (UTF8);
              required binary source (UTF8);
              required group metadata (MAP) {
                repeated group key_value (MAP_KEY_VALUE) {
                  required binary key (UTF8);
                  required binary value (UTF8);
                }
              }
            }
            """);

    /** What a row has, ready to be written. */
    record Row(
            String kind,
            String contextKind,
            String userKey,
            long creationDate,
            String key,
            String variation,
            String value,
            boolean defaultServed,
            String version,
            String source,
            Map<String, String> metadata) {}

    private BareParquet() {}

    static void write(List<Row> rows, CompressionCodecName codec, OutputStream output) throws IOException {
        try (ParquetWriter<Row> writer = new Builder(new BareParquetFile(output))
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(codec)
                .withCodecFactory(new BareParquetCodecs())
                .build()) {
            for (Row row : rows) {
                writer.write(row);
            }
        }
    }

    private static final class Rows extends WriteSupport<Row> {

        private @Nullable RecordConsumer consumer;

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        @SuppressWarnings("deprecation") // it is abstract nevertheless
        public WriteContext init(Configuration configuration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void prepareForWrite(RecordConsumer nextConsumer) {
            consumer = nextConsumer;
        }

        @Override
        public void write(Row row) {
            RecordConsumer to = consumer;
            if (to == null) {
                throw new IllegalStateException();
            }
            to.startMessage();
            text(to, "kind", 0, row.kind());
            text(to, "contextKind", 1, row.contextKind());
            text(to, "userKey", 2, row.userKey());
            to.startField("creationDate", 3);
            to.addLong(row.creationDate());
            to.endField("creationDate", 3);
            text(to, "key", 4, row.key());
            text(to, "variation", 5, row.variation());
            text(to, "value", 6, row.value());
            to.startField("default", 7);
            to.addBoolean(row.defaultServed());
            to.endField("default", 7);
            text(to, "version", 8, row.version());
            text(to, "source", 9, row.source());
            to.startField("metadata", 10);
            map(to, row.metadata());
            to.endField("metadata", 10);
            to.endMessage();
        }

        private static void text(RecordConsumer to, String name, int position, String text) {
            to.startField(name, position);
            to.addBinary(Binary.fromString(text));
            to.endField(name, position);
        }

        private static void map(RecordConsumer to, Map<String, String> map) {
            to.startGroup();
            to.startField("key_value", 0);
            for (Map.Entry<String, String> entry : map.entrySet()) {
                to.startGroup();
                text(to, "key", 0, entry.getKey());
                text(to, "value", 1, entry.getValue());
                to.endGroup();
            }
            to.endField("key_value", 0);
            to.endGroup();
        }
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {

        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows();
        }

        @Override
        @SuppressWarnings("deprecation") // it is abstract nevertheless
        protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
            throw new UnsupportedOperationException();
        }
    }
}
