package dev.flagexporter.spi.template;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/**
 * A line of text with the fields of an event in it, compiled once: GO Feature Flag's {@code ParseTemplate}, except that a
 * wrong template is an error and never silently the default one.
 *
 * <p>Of Go's {@code text/template} there are the {@linkplain EventType#fieldNames() fields} of the event's type and what
 * is inside of them ({@code .Metadata.env}), {@code .EventId}, which an event keeps over retries (see
 * {@code ExportContext.eventId}), {@code if}, {@code with}, {@code range} and {@code else}, variables,
 * pipes, parentheses, comments, trim markers, and the functions {@code and or not eq ne lt le gt ge len index print
 * println printf}.
 *
 * <p>Numbers are written in plain digits, objects and lists as JSON, null and what an object has not as nothing, and half
 * a character as U+FFFD. Rendering never fails, whatever is in an event. A line that becomes longer than 16 times its
 * event, and than a million characters, is cut off with a text saying so.
 */
public final class LineTemplate {

    /** GO Feature Flag's {@code DefaultCsvTemplate}, for feature events. */
    public static final String DEFAULT_CSV =
            "{{ .Kind}};{{ .ContextKind}};{{ .UserKey}};{{ .CreationDate}};{{ .Key}};{{ .Variation}};{{ .Value}};{{ .Default}};{{ .Source}}\n";

    /** The line for tracking events; GO Feature Flag has none, and its default fails for them. */
    public static final String DEFAULT_TRACKING_CSV =
            "{{ .Kind}};{{ .ContextKind}};{{ .UserKey}};{{ .CreationDate}};{{ .Key}};{{ .EvaluationContext}};{{ .TrackingDetails}}\n";

    private static final int LEAST_LIMIT = 1_000_000;
    private static final long LIMIT_PER_BYTE = 16;

    private final Template template;
    private final FieldEscaping escaping;
    private final boolean mentionsEventId;

    private LineTemplate(Template template, FieldEscaping escaping) {
        this.template = template;
        this.escaping = escaping;
        this.mentionsEventId = template.source().contains(LineFields.EVENT_ID);
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
        Template parsed = Template.parse(template, LineFields.of(type));
        return escaping instanceof CsvEscaping csv ? CsvTemplate.of(parsed, csv).line() : of(parsed, escaping);
    }

    static LineTemplate of(Template template, FieldEscaping escaping) {
        return new LineTemplate(template, escaping);
    }

    /**
     * Appends the line of an event that has no id: {@code .EventId} is empty.
     *
     * @param event an event of the type that the template was parsed for
     * @param line where to append
     */
    public void render(ExportableEvent event, StringBuilder line) {
        render(event, () -> "", line);
    }

    /**
     * Appends the line of an event.
     *
     * @param event an event of the type that the template was parsed for
     * @param eventId returns what {@code .EventId} stands for; only called if the template contains it
     * @param line where to append
     */
    public void render(ExportableEvent event, Supplier<String> eventId, StringBuilder line) {
        TemplateOutput output =
                escaping instanceof CsvEscaping csv ? new CsvLine(csv, line) : new EscapedLine(escaping, line);
        template.render(scope(event, eventId, output));
    }

    /** The state of one rendering of an event's line. */
    TemplateScope scope(ExportableEvent event, Supplier<String> eventId, TemplateOutput output) {
        long limit = Math.max(LEAST_LIMIT, LIMIT_PER_BYTE * event.sizeHint());
        Function<String, @Nullable Object> fields = mentionsEventId
                ? name -> name.equals(LineFields.EVENT_ID) ? eventId.get() : event.field(name)
                : event::field;
        return new TemplateScope(fields, output, template.variables(), limit);
    }
}
