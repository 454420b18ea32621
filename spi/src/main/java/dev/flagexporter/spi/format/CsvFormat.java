package dev.flagexporter.spi.format;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.template.CsvTemplate;
import dev.flagexporter.spi.template.FieldEscaping;
import dev.flagexporter.spi.template.LineTemplate;
import dev.flagexporter.spi.template.TemplateException;

/** Lines of text made by a template. {@link CsvTemplate} says which values are quoted. */
final class CsvFormat implements EventFormat {

    private static final String EVENT_ID = ";{{ .EventId}}\n";

    private static final String UNUSABLE_SEPARATORS = "\"\r\n";

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String contentType() {
        return "text/csv";
    }

    @Override
    public List<ConfigurationProblem> check(FormatSettings settings) {
        Stream<ConfigurationProblem> problems = Stream.of(
                        separatorProblem(settings), templateProblem(settings), settings.eventIdProblem())
                .flatMap(Optional::stream);
        return Stream.concat(problems, new CsvOptions(settings.options()).problems().stream())
                .toList();
    }

    private static Optional<ConfigurationProblem> separatorProblem(FormatSettings settings) {
        return UNUSABLE_SEPARATORS.indexOf(settings.csvSeparator()) < 0
                ? Optional.empty()
                : Optional.of(new ConfigurationProblem(
                        "csv-separator",
                        FieldEscaping.CONTROL_CHARACTERS.escaped(String.valueOf(settings.csvSeparator())),
                        "a quote or a line break cannot separate fields",
                        "use the character between the fields of csv-template; the default is "
                                + FormatSettings.DEFAULT_CSV_SEPARATOR));
    }

    private static Optional<ConfigurationProblem> templateProblem(FormatSettings settings) {
        CsvTemplate template;
        try {
            template = template(settings);
        } catch (TemplateException e) {
            return Optional.of(new ConfigurationProblem(
                    "csv-template",
                    settings.csvTemplate().orElse(null),
                    String.valueOf(e.getMessage()),
                    "correct the template or leave it out for the default"));
        }
        return settings.csvHeader() ? headerProblem(template) : Optional.empty();
    }

    private static Optional<ConfigurationProblem> headerProblem(CsvTemplate template) {
        try {
            template.header();
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(new ConfigurationProblem(
                    "csv-header",
                    "true",
                    String.valueOf(e.getMessage()),
                    "leave the header out, or use a template of one line with the same fields for each event"));
        }
    }

    @Override
    public EventWriter writer(FormatSettings settings) {
        CsvTemplate template = template(settings);
        return new CsvWriter(
                template.lines(),
                new CsvOptions(settings.options()).hasBom(),
                settings.csvHeader() ? Optional.of(template.header()) : Optional.empty());
    }

    static CsvTemplate template(FormatSettings settings) {
        return CsvTemplate.parse(
                settings.csvTemplate().orElseGet(() -> defaultTemplate(settings)),
                settings.eventType(),
                settings.csvSeparator(),
                settings.csvFormulaGuard(),
                new CsvOptions(settings.options()).quotes());
    }

    private static String defaultTemplate(FormatSettings settings) {
        String template =
                switch (settings.eventType()) {
                    case FEATURE -> LineTemplate.DEFAULT_CSV;
                    case TRACKING -> LineTemplate.DEFAULT_TRACKING_CSV;
                };
        return settings.hasEventId() ? template.replace("\n", EVENT_ID) : template;
    }
}
