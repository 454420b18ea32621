package dev.flagexporter.plugins.parquet;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A field of events as a column. None is ever null: a value that is becomes JSON text, and a map an empty one.
 *
 * @param <E> the events
 * @param type the name and the type
 * @param write writes an event's field
 */
record Column<E>(Type type, BiConsumer<E, ValueWriter> write) {

    String name() {
        return type.getName();
    }

    static <E> Column<E> text(String name, Function<E, String> field) {
        return new Column<>(utf8(name), (event, writer) -> writer.text(field.apply(event)));
    }

    static <E> Column<E> json(String name, Function<E, @Nullable Object> field) {
        return new Column<>(utf8(name), (event, writer) -> writer.json(field.apply(event)));
    }

    static <E> Column<E> integer(String name, ToLongFunction<E> field) {
        return new Column<>(
                Types.required(PrimitiveTypeName.INT64).named(name),
                (event, writer) -> writer.integer(field.applyAsLong(event)));
    }

    static <E> Column<E> bool(String name, Predicate<E> field) {
        return new Column<>(
                Types.required(PrimitiveTypeName.BOOLEAN).named(name),
                (event, writer) -> writer.bool(field.test(event)));
    }

    /** Text to text: values that are none become JSON text. */
    static <E> Column<E> map(String name, Function<E, @Nullable Map<String, @Nullable Object>> field) {
        Type entries = Types.repeatedGroup()
                .addField(utf8(ValueWriter.KEY))
                .addField(utf8(ValueWriter.VALUE))
                .as(MapKeyValueTypeAnnotation.getInstance())
                .named(ValueWriter.ENTRIES);
        return new Column<>(
                Types.requiredGroup()
                        .addField(entries)
                        .as(LogicalTypeAnnotation.mapType())
                        .named(name),
                (event, writer) -> writer.map(field.apply(event)));
    }

    private static PrimitiveType utf8(String name) {
        return Types.required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
    }
}
