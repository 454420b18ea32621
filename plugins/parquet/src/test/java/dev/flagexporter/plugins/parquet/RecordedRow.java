package dev.flagexporter.plugins.parquet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.flagexporter.spi.event.ExportableEvent;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** What Parquet is handed for an event: each field's values in order, by the field's name and position. */
final class RecordedRow extends RecordConsumer {

    private final Deque<Map<String, List<Object>>> groups = new ArrayDeque<>();
    private final Deque<List<Object>> fields = new ArrayDeque<>();
    private final Map<String, List<Object>> row = new LinkedHashMap<>();

    /** Of an event, {@code 0 kind} and so on. */
    static <E extends ExportableEvent> Map<String, List<Object>> of(Schema<E> schema, E event) {
        RecordedRow recorded = new RecordedRow();
        new RowWriter<>(schema.columns(), recorded).write(event);
        return recorded.row;
    }

    @Override
    public void startMessage() {
        groups.push(row);
    }

    @Override
    public void endMessage() {
        groups.pop();
    }

    @Override
    public void startField(String name, int index) {
        fields.push(new ArrayList<>());
        groups.getFirst().put(index + " " + name, fields.getFirst());
    }

    @Override
    public void endField(String name, int index) {
        fields.pop();
    }

    @Override
    public void startGroup() {
        Map<String, List<Object>> group = new LinkedHashMap<>();
        fields.getFirst().add(group);
        groups.push(group);
    }

    @Override
    public void endGroup() {
        groups.pop();
    }

    @Override
    public void addLong(long value) {
        fields.getFirst().add(value);
    }

    @Override
    public void addBoolean(boolean value) {
        fields.getFirst().add(value);
    }

    @Override
    public void addBinary(Binary value) {
        fields.getFirst().add(value.toStringUsingUTF8());
    }

    @Override
    public void addInteger(int value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addFloat(float value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addDouble(double value) {
        throw new UnsupportedOperationException();
    }
}
