package com.example.old;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.template.FieldEscaping;
import dev.flagexporter.spi.template.LineTemplate;

/** Makes exporters of the kind {@code old-line}. */
public final class LineExporterFactory implements ExporterFactory<LineExporterConfig> {

    @Override
    public String kind() {
        return "old-line";
    }

    @Override
    public Class<LineExporterConfig> configType() {
        return LineExporterConfig.class;
    }

    @Override
    public CommonExporter create(LineExporterConfig config, ExporterEnvironment environment) {
        return new LineExporter(
                LineTemplate.parse(config.line(), environment.eventType(), FieldEscaping.CONTROL_CHARACTERS),
                config.failingUser());
    }
}
