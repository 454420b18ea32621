package dev.flagexporter.spi.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.template.FilenameTemplate;
import dev.flagexporter.spi.template.TemplateException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Finds all problems in the settings of objects. */
final class ObjectSettingsCheck {

    private final ObjectSettings settings;
    private final ExporterEnvironment environment;
    private final ObjectNameLimits limits;
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    ObjectSettingsCheck(ObjectSettings settings, ExporterEnvironment environment, ObjectNameLimits limits) {
        this.settings = settings;
        this.environment = environment;
        this.limits = limits;
    }

    List<ConfigurationProblem> problems() {
        Optional<EventFormat> format = EventFormat.named(settings.format());
        checkFilename(format.map(EventFormat::name).orElse("json"));
        format.ifPresentOrElse(this::checkCompression, this::unknownFormat);
        // without a format, the template is checked as CSV would, rather than at the next startup
        checkFormat(format.or(() -> EventFormat.named("csv")).orElseThrow());
        return problems;
    }

    private void checkFilename(String format) {
        try {
            // times and offsets cannot make a name unsafe, all other fields are known now
            FilenameTemplate template = settings.filenameTemplate();
            template.compute(SampleFields.of(environment, format));
            checkLength(template.compute(SampleFields.longest(environment, format)));
        } catch (TemplateException e) {
            addFilename(reason(e), "correct the template; the default is " + FilenameTemplate.DEFAULT);
        }
    }

    private void checkLength(String uncompressed) {
        String longest = settings.isCompressed() ? Gzip.withExtension(uncompressed) : uncompressed;
        int part = Arrays.stream(longest.split("/"))
                .mapToInt(ObjectSettingsCheck::bytes)
                .max()
                .orElse(0);
        if (bytes(longest) > limits.maxBytes()) {
            addTooLong("a name", bytes(longest), limits.maxBytes());
        } else if (part > limits.maxPartBytes()) {
            addTooLong("a part of a name between two slashes", part, limits.maxPartBytes());
        }
    }

    private void addTooLong(String what, int possible, int allowed) {
        addFilename(
                "with the longest values of its fields, %s has %d bytes; the destination allows %d"
                        .formatted(what, possible, allowed),
                "shorten the template, for example by leaving out {{ .Hostname}}, or the directory or path before it");
    }

    private void addFilename(String reason, String fix) {
        problems.add(new ConfigurationProblem("filename", settings.filename(), reason, fix));
    }

    private static int bytes(String name) {
        return name.getBytes(UTF_8).length;
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
