package dev.flagexporter.plugins.parquet;

import java.util.List;

import org.apache.parquet.io.api.RecordConsumer;

/** Writes events as the rows of a row group. */
final class RowWriter<E> {

    private final List<Column<E>> columns;
    private final RecordConsumer consumer;
    private final ValueWriter values;

    RowWriter(List<Column<E>> columns, RecordConsumer consumer) {
        this.columns = columns;
        this.consumer = consumer;
        this.values = new ValueWriter(consumer);
    }

    void write(E event) {
        consumer.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            Column<E> column = columns.get(i);
            consumer.startField(column.name(), i);
            column.write().accept(event, values);
            consumer.endField(column.name(), i);
        }
        consumer.endMessage();
    }
}
