package dev.flagexporter.plugins.log;

import java.util.List;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.template.FieldEscaping;
import dev.flagexporter.spi.template.LineTemplate;
import dev.flagexporter.spi.template.TemplateException;

/** Makes exporters of the kind {@code log}. */
public final class LogExporterFactory implements ExporterFactory<LogExporterConfig> {

    /** For {@link java.util.ServiceLoader}. */
    public LogExporterFactory() {}

    @Override
    public String kind() {
        return "log";
    }

    @Override
    public Class<LogExporterConfig> configType() {
        return LogExporterConfig.class;
    }

    @Override
    public CommonExporter create(LogExporterConfig config, ExporterEnvironment environment)
            throws InvalidConfigurationException {
        EventType type = environment.eventType();
        String format = config.logFormat().orElse(defaultFormat(type));
        InvalidConfigurationException.throwIfAny(problemsWith(format, type));
        return new LogExporter(compile(format, type));
    }

    private static LineTemplate compile(String format, EventType type) {
        return LineTemplate.parse(format, type, FieldEscaping.CONTROL_CHARACTERS);
    }

    private static String defaultFormat(EventType type) {
        return switch (type) {
            case FEATURE -> LogExporterConfig.DEFAULT_FEATURE_FORMAT;
            case TRACKING -> LogExporterConfig.DEFAULT_TRACKING_FORMAT;
        };
    }

    private static List<ConfigurationProblem> problemsWith(String format, EventType type) {
        try {
            compile(format, type);
            return List.of();
        } catch (TemplateException e) {
            return List.of(new ConfigurationProblem(
                    "log-format",
                    format,
                    String.valueOf(e.getMessage()),
                    "correct the template or leave it out for the default"));
        }
    }
}
