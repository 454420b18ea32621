package dev.flagexporter.spi.template;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.flagexporter.spi.event.EventType;

/** The types of the fields of events, as they are known before there is one. */
final class LineFields {

    /** The id of the event, which is no field of the event itself. */
    static final String EVENT_ID = "EventId";

    private LineFields() {}

    /** The types by the names of the fields, in the order of the event type. */
    static Map<String, ValueType> of(EventType type) {
        Map<String, ValueType> fields = new LinkedHashMap<>();
        type.fieldNames().forEach(name -> fields.put(name, typeOf(name)));
        fields.put(EVENT_ID, ValueType.TEXT);
        return fields;
    }

    private static ValueType typeOf(String field) {
        return switch (field) {
            case "CreationDate", "GetCreationDate" -> ValueType.NUMBER;
            case "Default" -> ValueType.BOOLEAN;
            case "Metadata", "EvaluationContext", "TrackingDetails" -> ValueType.MAP;
            case "Value" -> ValueType.ANY;
            default -> ValueType.TEXT;
        };
    }
}
