package dev.flagexporter.plugins.parquet;

import java.util.List;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.apache.parquet.schema.MessageType;

/**
 * What is in a file, as in the reference's: names, types and order of the columns, all of them mandatory, below a root of
 * the name that its library gives.
 *
 * @param <E> the events
 * @param eventClass the class of the events
 * @param columns the columns in order
 */
record Schema<E extends ExportableEvent>(Class<E> eventClass, List<Column<E>> columns) {

    static final Schema<FeatureEvent> FEATURE = new Schema<>(
            FeatureEvent.class,
            List.of(
                    Column.text("kind", FeatureEvent::kind),
                    Column.text("contextKind", FeatureEvent::contextKind),
                    Column.text("userKey", FeatureEvent::userKey),
                    Column.integer("creationDate", FeatureEvent::creationDate),
                    Column.text("key", FeatureEvent::key),
                    Column.text("variation", FeatureEvent::variation),
                    Column.json("value", FeatureEvent::value),
                    Column.bool("default", FeatureEvent::defaultServed),
                    Column.text("version", FeatureEvent::version),
                    Column.text("source", FeatureEvent::source),
                    Column.map("metadata", FeatureEvent::metadata)));

    static final Schema<TrackingEvent> TRACKING = new Schema<>(
            TrackingEvent.class,
            List.of(
                    Column.text("kind", TrackingEvent::kind),
                    Column.text("contextKind", TrackingEvent::contextKind),
                    Column.text("userKey", TrackingEvent::userKey),
                    Column.integer("creationDate", TrackingEvent::creationDate),
                    Column.text("key", TrackingEvent::key),
                    Column.map("evaluationContext", TrackingEvent::evaluationContext),
                    Column.map("trackingEventDetails", TrackingEvent::trackingDetails)));

    private static final String ROOT = "parquet_go_root";

    /** The same with one more column at the end. */
    Schema<E> with(Column<E> column) {
        return new Schema<>(
                eventClass, Stream.concat(columns.stream(), Stream.of(column)).toList());
    }

    MessageType parquetType() {
        return new MessageType(ROOT, columns.stream().map(Column::type).toList());
    }
}
