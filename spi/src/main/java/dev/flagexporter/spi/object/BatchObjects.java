package dev.flagexporter.spi.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.format.FieldEscaping;
import dev.flagexporter.spi.format.FilenameFields;
import dev.flagexporter.spi.format.FilenameTemplate;
import dev.flagexporter.spi.format.FormatSettings;
import dev.flagexporter.spi.format.TemplateException;

/** Turns batches into named objects, as configured. */
public final class BatchObjects {

    private static final String UNUSABLE_SEPARATORS = "\"\r\n";

    private final EventFormat format;
    private final EventWriter writer;
    private final FilenameTemplate filename;
    private final String hostname;

    /**
     * Compiles the templates.
     *
     * @param config a configuration that {@link #check} finds nothing wrong with
     * @param environment the exporter's environment
     * @throws IllegalArgumentException when the configuration is wrong after all
     */
    public BatchObjects(ObjectConfig config, ExporterEnvironment environment) {
        this.format = EventFormat.named(config.format())
                .orElseThrow(() -> new IllegalArgumentException("unknown format " + config.format()));
        this.writer = format.writer(settings(config, environment));
        this.filename = FilenameTemplate.parse(config.filename());
        this.hostname = environment.hostname();
    }

    /**
     * Looks for mistakes in a configuration.
     *
     * @param config the configured keys
     * @param environment the exporter's environment
     * @return everything that is wrong; empty when {@link BatchObjects} can be made
     */
    public static List<ConfigurationProblem> check(ObjectConfig config, ExporterEnvironment environment) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        checkFilename(config, environment, problems);
        Optional<EventFormat> format = EventFormat.named(config.format());
        if (format.isEmpty()) {
            problems.add(unknownFormat(config));
        }
        // without a format the template is looked at as CSV would, rather than left for the next start
        checkFormat(format.or(() -> EventFormat.named("csv")).orElseThrow(), config, environment, problems);
        checkSeparator(config, problems);
        return problems;
    }

    private static ConfigurationProblem unknownFormat(ObjectConfig config) {
        return new ConfigurationProblem(
                "format",
                config.format(),
                "there is no such format",
                "use one of " + String.join(", ", EventFormat.names())
                        + ", or add the module of the format to the application");
    }

    private static void checkSeparator(ObjectConfig config, List<ConfigurationProblem> problems) {
        if (UNUSABLE_SEPARATORS.indexOf(config.csvSeparator()) >= 0) {
            problems.add(new ConfigurationProblem(
                    "csv-separator",
                    visible(config.csvSeparator()),
                    "a quote or a line break cannot separate fields",
                    "use the character between the fields of csv-template; the default is "
                            + FormatSettings.DEFAULT_CSV_SEPARATOR));
        }
    }

    private static void checkFilename(
            ObjectConfig config, ExporterEnvironment environment, List<ConfigurationProblem> problems) {
        try {
            // times and offsets cannot make a name unsafe, everything else is known now
            FilenameTemplate.parse(config.filename())
                    .compute(new FilenameFields(
                            environment.hostname(),
                            "json",
                            environment.eventType(),
                            environment.exporterName(),
                            "store",
                            0,
                            0,
                            Instant.EPOCH));
        } catch (TemplateException e) {
            problems.add(new ConfigurationProblem(
                    "filename",
                    config.filename(),
                    reason(e),
                    "correct the template; the default is " + FilenameTemplate.DEFAULT));
        }
    }

    private static void checkFormat(
            EventFormat format,
            ObjectConfig config,
            ExporterEnvironment environment,
            List<ConfigurationProblem> problems) {
        try {
            format.writer(settings(config, environment));
        } catch (TemplateException e) {
            problems.add(new ConfigurationProblem(
                    "csv-template",
                    config.csvTemplate().orElse(null),
                    reason(e),
                    "correct the template or leave it out for the default"));
        } catch (IllegalArgumentException e) {
            problems.add(
                    new ConfigurationProblem("format", config.format(), reason(e), "correct the format's options"));
        }
    }

    private static String visible(char separator) {
        StringBuilder text = new StringBuilder();
        FieldEscaping.CONTROL_CHARACTERS.append(String.valueOf(separator), text);
        return text.toString();
    }

    private static String reason(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }

    private static FormatSettings settings(ObjectConfig config, ExporterEnvironment environment) {
        return new FormatSettings(
                environment.eventType(), config.csvTemplate(), config.csvSeparator(), environment.formatOptions());
    }

    /**
     * A batch as an object. Each attempt at the same delivery gives the same name and the same content.
     *
     * @param context the batch's context
     * @param events the batch's events
     * @return the object; nothing is written yet
     */
    public BatchObject of(ExportContext context, List<? extends ExportableEvent> events) {
        FilenameFields fields = new FilenameFields(
                hostname,
                format.name(),
                context.eventType(),
                context.exporterName(),
                context.storeId(),
                context.firstOffset(),
                context.lastOffset(),
                context.batchCreatedAt());
        return new BatchObject(filename.compute(fields), format.contentType(), output -> writer.write(events, output));
    }
}
