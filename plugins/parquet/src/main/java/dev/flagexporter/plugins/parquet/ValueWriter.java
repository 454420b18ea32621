package dev.flagexporter.plugins.parquet;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.flagexporter.spi.event.WellFormed;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Hands the values of fields to Parquet. */
final class ValueWriter {

    static final String ENTRIES = "key_value";
    static final String KEY = "key";
    static final String VALUE = "value";

    private static final Binary NULL = binary("null");
    private static final Binary TRUE = binary("true");
    private static final Binary FALSE = binary("false");

    private final RecordConsumer consumer;
    private final JsonText json = new JsonText();

    ValueWriter(RecordConsumer consumer) {
        this.consumer = consumer;
    }

    void text(String text) {
        consumer.addBinary(binary(WellFormed.text(text)));
    }

    void integer(long number) {
        consumer.addLong(number);
    }

    void bool(boolean flag) {
        consumer.addBoolean(flag);
    }

    /** A frozen value as JSON text, also when it is a text. */
    void json(@Nullable Object value) {
        consumer.addBinary(jsonText(value));
    }

    private Binary jsonText(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Boolean flag) {
            return flag ? TRUE : FALSE;
        }
        return Binary.fromConstantByteArray(json.of(value));
    }

    void map(@Nullable Map<String, @Nullable Object> map) {
        consumer.startGroup();
        if (map != null && !map.isEmpty()) {
            consumer.startField(ENTRIES, 0);
            wellFormed(map).forEach(this::entry);
            consumer.endField(ENTRIES, 0);
        }
        consumer.endGroup();
    }

    /** Of keys that are the same in UTF-8 the last one stays: readers refuse a map that has one twice. */
    private static Map<String, @Nullable Object> wellFormed(Map<String, @Nullable Object> map) {
        for (String key : map.keySet()) {
            if (!WellFormed.text(key).equals(key)) {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((text, value) -> copy.put(WellFormed.text(text), value));
                return copy;
            }
        }
        return map;
    }

    private void entry(String key, @Nullable Object value) {
        consumer.startGroup();
        consumer.startField(KEY, 0);
        consumer.addBinary(binary(key));
        consumer.endField(KEY, 0);
        consumer.startField(VALUE, 1);
        consumer.addBinary(value instanceof String text ? binary(WellFormed.text(text)) : jsonText(value));
        consumer.endField(VALUE, 1);
        consumer.endGroup();
    }

    private static Binary binary(String wellFormed) {
        return Binary.fromConstantByteArray(wellFormed.getBytes(UTF_8));
    }
}
