package dev.flagexporter.spi.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.FilenameFields;
import dev.flagexporter.spi.format.FilenameTemplate;
import dev.flagexporter.spi.format.TemplateException;

/** Finds everything that is wrong with the settings of objects. */
final class ObjectSettingsCheck {

    private final ObjectSettings settings;
    private final ExporterEnvironment environment;
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    ObjectSettingsCheck(ObjectSettings settings, ExporterEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    List<ConfigurationProblem> problems() {
        checkFilename();
        Optional<EventFormat> format = EventFormat.named(settings.format());
        format.ifPresentOrElse(this::checkCompression, this::unknownFormat);
        // without a format the template is looked at as CSV would, rather than left for the next start
        checkFormat(format.or(() -> EventFormat.named("csv")).orElseThrow());
        return problems;
    }

    private void checkFilename() {
        try {
            // times and offsets cannot make a name unsafe, everything else is known now
            settings.filenameTemplate()
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
                    settings.filename(),
                    reason(e),
                    "correct the template; the default is " + FilenameTemplate.DEFAULT));
        }
    }

    private void unknownFormat() {
        problems.add(new ConfigurationProblem(
                "format",
                settings.format(),
                "there is no such format",
                "use one of " + String.join(", ", EventFormat.names())
                        + ", or add the module of the format to the application"));
    }

    private void checkCompression(EventFormat format) {
        if (settings.isCompressed() && format.isCompressed()) {
            problems.add(new ConfigurationProblem(
                    "compression",
                    settings.compression().name().toLowerCase(Locale.ROOT),
                    "the format " + format.name() + " compresses its objects itself",
                    "leave it out, or use a format of text"));
        }
    }

    private void checkFormat(EventFormat format) {
        List<ConfigurationProblem> found = format.check(settings.formatSettings());
        problems.addAll(found);
        if (found.isEmpty()) {
            checkWriter(format);
        }
    }

    private void checkWriter(EventFormat format) {
        try {
            format.writer(settings.formatSettings());
        } catch (TemplateException e) {
            problems.add(new ConfigurationProblem(
                    "csv-template",
                    settings.formatSettings().csvTemplate().orElse(null),
                    reason(e),
                    "correct the template or leave it out for the default"));
        } catch (IllegalArgumentException e) {
            problems.add(
                    new ConfigurationProblem("format", settings.format(), reason(e), "correct the format's options"));
        }
    }

    private static String reason(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }
}
