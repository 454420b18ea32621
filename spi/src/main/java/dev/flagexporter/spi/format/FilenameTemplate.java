package dev.flagexporter.spi.format;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of an exported object, compiled once. Beyond the reference's {@code .Hostname}, {@code .Timestamp} (epoch
 * seconds) and {@code .Format} it knows {@code .EventType}, {@code .Exporter}, {@code .StoreId},
 * {@code .FirstOffset}, {@code .LastOffset} and, in UTC, {@code .Year}, {@code .Month}, {@code .Day} and
 * {@code .Hour}. A slash makes a folder.
 *
 * <p>The reference's time stamp has whole seconds, so that two flushes within one overwrite each other. Here a name
 * stands for one exact batch: unless the template uses the store id and both offsets, {@code -<storeId>-<first>-<last>}
 * is added before the extension.
 */
public final class FilenameTemplate {

    /** The reference's {@code DefaultFilenameTemplate}. */
    public static final String DEFAULT = "flag-variation-{{ .Hostname}}-{{ .Timestamp}}.{{ .Format}}";

    private static final List<String> FIELDS = List.of(
            "Hostname",
            "Timestamp",
            "Format",
            "EventType",
            "Exporter",
            "StoreId",
            "FirstOffset",
            "LastOffset",
            "Year",
            "Month",
            "Day",
            "Hour");

    private static final Set<String> UNIQUE = Set.of("StoreId", "FirstOffset", "LastOffset");
    private static final Pattern UNSAFE = Pattern.compile("[\\\\/:*?\"<>|\\x00-\\x1f\\x7f-\\x9f]");

    private final String source;
    private final List<Template.Segment> segments;
    private final boolean unique;

    private FilenameTemplate(String source, List<Template.Segment> segments) {
        this.source = source;
        this.segments = segments;
        Set<String> used = segments.stream()
                .filter(Template.Segment::isField)
                .map(Template.Segment::text)
                .collect(Collectors.toSet());
        this.unique = used.containsAll(UNIQUE);
    }

    /**
     * Compiles a template.
     *
     * @param template text and fields, with {@code /} between folders
     * @return the compiled template
     * @throws TemplateException when it has unknown fields or other syntax
     */
    public static FilenameTemplate parse(String template) {
        return new FilenameTemplate(template, Template.parse(template, FIELDS));
    }

    /**
     * The name of a batch's object, the reference's {@code ComputeFilename}. Separators and characters that file
     * systems refuse are replaced in the values of fields, and the name never leads out of the place it is put into.
     *
     * @param fields what is known of the batch
     * @return a relative path with {@code /} between folders
     * @throws TemplateException when a part of the name is empty, {@code .} or {@code ..}, or has a backslash or a
     *     control character
     */
    public String compute(FilenameFields fields) {
        StringBuilder name = new StringBuilder();
        for (Template.Segment segment : segments) {
            name.append(segment.isField() ? safe(value(segment.text(), fields)) : segment.text());
        }
        checkParts(name);
        if (!unique) {
            name.insert(extensionStart(name), uniqueSuffix(fields));
        }
        return name.toString();
    }

    private static String value(String field, FilenameFields fields) {
        OffsetDateTime time = fields.batchCreatedAt().atOffset(ZoneOffset.UTC);
        return switch (field) {
            case "Hostname" -> fields.hostname();
            case "Timestamp" -> Long.toString(fields.batchCreatedAt().getEpochSecond());
            case "Format" -> fields.format();
            case "EventType" -> fields.eventType().configuredName();
            case "Exporter" -> fields.exporterName();
            case "StoreId" -> fields.storeId();
            case "FirstOffset" -> Long.toString(fields.firstOffset());
            case "LastOffset" -> Long.toString(fields.lastOffset());
            case "Year" -> "%04d".formatted(time.getYear());
            case "Month" -> "%02d".formatted(time.getMonthValue());
            case "Day" -> "%02d".formatted(time.getDayOfMonth());
            case "Hour" -> "%02d".formatted(time.getHour());
            default -> throw new IllegalStateException("parsed, but not known: " + field);
        };
    }

    private static String safe(String value) {
        return UNSAFE.matcher(value).replaceAll("_");
    }

    private void checkParts(CharSequence name) {
        for (String part : name.toString().split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new TemplateException("a part of the name \"" + name + "\" is empty, . or ..", source, 0);
            }
            if (part.indexOf('\\') >= 0 || part.chars().anyMatch(Character::isISOControl)) {
                throw new TemplateException("a part of the name has a backslash or control character", source, 0);
            }
        }
    }

    private static int extensionStart(CharSequence name) {
        String text = name.toString();
        int dot = text.lastIndexOf('.');
        return dot > text.lastIndexOf('/') + 1 ? dot : text.length();
    }

    private static String uniqueSuffix(FilenameFields fields) {
        return "-" + safe(fields.storeId()) + "-" + fields.firstOffset() + "-" + fields.lastOffset();
    }
}
