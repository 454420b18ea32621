package dev.flagexporter.spi.template;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The name of an exported object, compiled once. Beyond GO Feature Flag's {@code .Hostname}, {@code .Timestamp} (epoch
 * seconds) and {@code .Format}, the fields are {@code .EventType}, {@code .Exporter}, {@code .StoreId},
 * {@code .FirstOffset}, {@code .LastOffset} and, in UTC, {@code .Year}, {@code .Month}, {@code .Day} and
 * {@code .Hour}. A slash of the template separates folders. The syntax is that of a {@link LineTemplate}.
 *
 * <p>GO Feature Flag's timestamp has whole seconds, so that two flushes in one second overwrite each other. Here a name
 * identifies one exact batch of one exporter: unless the template always has the store id and both offsets,
 * {@code -<exporter>-<storeId>-<first>-<last>} is added before the extension; without {@code <exporter>} if the template
 * always has the exporter's name.
 */
public final class FilenameTemplate {

    /** GO Feature Flag's {@code DefaultFilenameTemplate}. */
    public static final String DEFAULT = "flag-variation-{{ .Hostname}}-{{ .Timestamp}}.{{ .Format}}";

    private static final Map<String, ValueType> FIELDS = fields();
    private static final Set<String> UNIQUE = Set.of("StoreId", "FirstOffset", "LastOffset");
    private static final Pattern UNSAFE = Pattern.compile("[\\\\/:*?\"<>|\\x00-\\x1f\\x7f-\\x9f]");

    private static final int LIMIT = 100_000;

    private final Template template;
    private final boolean conditional;
    private final boolean unique;
    private final boolean namesExporter;

    private FilenameTemplate(Template template) {
        this.template = template;
        this.conditional = template.nodes().stream()
                .anyMatch(node -> node instanceof TemplateNode.Branch || node instanceof TemplateNode.Loop);
        Set<String> always =
                template.nodes().stream().map(FilenameTemplate::plainField).collect(Collectors.toSet());
        this.unique = always.containsAll(UNIQUE);
        this.namesExporter = always.contains("Exporter");
    }

    private static Map<String, ValueType> fields() {
        Map<String, ValueType> fields = new LinkedHashMap<>();
        Stream.of("Hostname", "Timestamp", "Format", "EventType", "Exporter", "StoreId")
                .forEach(name -> fields.put(name, ValueType.TEXT));
        Stream.of("FirstOffset", "LastOffset").forEach(name -> fields.put(name, ValueType.NUMBER));
        Stream.of("Year", "Month", "Day", "Hour").forEach(name -> fields.put(name, ValueType.TEXT));
        return fields;
    }

    /** The field that a part of the template writes always and unchanged; empty when it does not. */
    private static String plainField(TemplateNode node) {
        return node instanceof TemplateNode.Output output
                        && output.expression() instanceof TemplateExpression.Field field
                ? field.name()
                : "";
    }

    /**
     * Compiles a template.
     *
     * @param template text and fields, with {@code /} between folders
     * @return the compiled template
     * @throws TemplateException when it has unknown fields, or anything that a {@link LineTemplate} would not have
     */
    public static FilenameTemplate parse(String template) {
        return new FilenameTemplate(Template.parse(template, FIELDS));
    }

    /**
     * The name of a batch's object, GO Feature Flag's {@code ComputeFilename}. Separators and characters that file
     * systems reject are replaced in values, and the name never leads out of the place it is put into.
     *
     * @param fields what is known of the batch
     * @return a relative path with {@code /} between folders
     * @throws TemplateException when a part of the name is empty, {@code .} or {@code ..}, or has a backslash or a
     *     control character; in a name with conditions such a part is an underscore, as others may have been good
     */
    public String compute(FilenameFields fields) {
        StringBuilder name = new StringBuilder();
        template.render(field -> value(field, fields), new Name(name), LIMIT);
        String usable = Arrays.stream(name.toString().split("/", -1))
                .map(part -> usable(part, name))
                .collect(Collectors.joining("/"));
        return unique ? usable : withSuffix(usable, fields);
    }

    /** The name while it is written. */
    private record Name(StringBuilder name) implements TemplateOutput {

        @Override
        public void text(String text) {
            name.append(text);
        }

        @Override
        public void value(String text) {
            name.append(safe(text));
        }
    }

    private static Object value(String field, FilenameFields fields) {
        OffsetDateTime time = fields.batchCreatedAt().atOffset(ZoneOffset.UTC);
        return switch (field) {
            case "Hostname" -> fields.hostname();
            case "Timestamp" -> Long.toString(fields.batchCreatedAt().getEpochSecond());
            case "Format" -> fields.format();
            case "EventType" -> fields.eventType().configuredName();
            case "Exporter" -> fields.exporterName();
            case "StoreId" -> fields.storeId();
            case "FirstOffset" -> fields.firstOffset();
            case "LastOffset" -> fields.lastOffset();
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

    private String usable(String part, CharSequence name) {
        String problem = problemWith(part, name);
        if (problem == null) {
            return part;
        }
        if (!conditional) {
            throw new TemplateException(problem, template.source(), 0);
        }
        return "_";
    }

    private static @Nullable String problemWith(String part, CharSequence name) {
        if (part.isEmpty() || part.equals(".") || part.equals("..")) {
            return "a part of the name \"" + name + "\" is empty, . or ..";
        }
        return part.indexOf('\\') >= 0 || part.chars().anyMatch(Character::isISOControl)
                ? "a part of the name has a backslash or control character"
                : null;
    }

    private String withSuffix(String name, FilenameFields fields) {
        int dot = name.lastIndexOf('.');
        int extension = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
        return name.substring(0, extension) + uniqueSuffix(fields) + name.substring(extension);
    }

    private String uniqueSuffix(FilenameFields fields) {
        String exporter = namesExporter ? "" : "-" + safe(fields.exporterName());
        return exporter + "-" + safe(fields.storeId()) + "-" + fields.firstOffset() + "-" + fields.lastOffset();
    }
}
