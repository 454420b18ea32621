package dev.flagexporter.spi.format;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.WellFormed;
import org.jspecify.annotations.Nullable;

/**
 * A line of text with the fields of an event in it, compiled once: text, {@code {{ .Field}}} for the
 * {@linkplain EventType#fieldNames() fields} of the event's type, and Go's trim markers. The reference's
 * {@code ParseTemplate}, except that a wrong template is an error and never silently the default one.
 *
 * <p>Numbers are written in plain digits, objects and lists as JSON, null as nothing, and half a character as U+FFFD.
 */
public final class LineTemplate {

    /** The reference's {@code DefaultCsvTemplate}, for feature events. */
    public static final String DEFAULT_CSV =
            "{{ .Kind}};{{ .ContextKind}};{{ .UserKey}};{{ .CreationDate}};{{ .Key}};{{ .Variation}};{{ .Value}};{{ .Default}};{{ .Source}}\n";

    /** The line for tracking events; the reference has none, and its default fails for them. */
    public static final String DEFAULT_TRACKING_CSV =
            "{{ .Kind}};{{ .ContextKind}};{{ .UserKey}};{{ .CreationDate}};{{ .Key}};{{ .EvaluationContext}};{{ .TrackingDetails}}\n";

    private final List<Template.Segment> segments;
    private final FieldEscaping escaping;

    private LineTemplate(List<Template.Segment> segments, FieldEscaping escaping) {
        this.segments = segments;
        this.escaping = escaping;
    }

    /**
     * Compiles a template.
     *
     * @param template the text, in the part of Go's syntax described above
     * @param type the type of the events to render
     * @param escaping how the fields are made safe
     * @return the compiled template
     * @throws TemplateException when the template has anything else in it, or a field that the type has not
     */
    public static LineTemplate parse(String template, EventType type, FieldEscaping escaping) {
        return new LineTemplate(Template.parse(template, type.fieldNames()), escaping);
    }

    /**
     * Appends one event's line.
     *
     * @param event an event of the type that the template was parsed for
     * @param line where to append
     */
    public void render(ExportableEvent event, StringBuilder line) {
        for (Template.Segment segment : segments) {
            if (segment.isField()) {
                escaping.append(text(event.field(segment.text())), line);
            } else {
                line.append(segment.text());
            }
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof Map || value instanceof List
                ? JsonValues.toJson(value)
                : WellFormed.text(value.toString());
    }
}
