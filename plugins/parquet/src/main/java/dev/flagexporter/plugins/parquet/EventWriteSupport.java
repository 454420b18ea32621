package dev.flagexporter.plugins.parquet;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

import dev.flagexporter.spi.event.ExportableEvent;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** What Parquet's writer asks about events: their schema, and their rows in each row group. */
final class EventWriteSupport<E extends ExportableEvent> extends WriteSupport<E> {

    private final Schema<E> schema;
    private @Nullable RowWriter<E> rows;
    private int position;

    /** If there are ids, they are the last column. Positions go on over row groups. */
    EventWriteSupport(Schema<E> schema, Optional<IntFunction<String>> eventIds) {
        this.schema = eventIds.map(ids -> schema.with(Column.text("eventId", event -> ids.apply(position))))
                .orElse(schema);
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema.parquetType(), Map.of());
    }

    @Override
    @SuppressWarnings("deprecation") // it is abstract nevertheless
    public WriteContext init(Configuration configuration) {
        throw new UnsupportedOperationException("there is no Hadoop");
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        rows = new RowWriter<>(schema.columns(), consumer);
    }

    @Override
    public void write(E event) {
        Objects.requireNonNull(rows, "not prepared").write(event);
        position++;
    }
}
