package dev.flagexporter.plugins.s3;

import java.util.HashMap;
import java.util.Map;

import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import dev.flagexporter.testkit.TestExportContext;

/** Exports one batch in a process of its own, which has the environment that its test gives it. */
final class ExportingProcess {

    private ExportingProcess() {}

    /** The arguments are the exporter's keys and values. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> keys = new HashMap<>();
        for (String argument : arguments) {
            String[] keyAndValue = argument.split("=", 2);
            keys.put(keyAndValue[0], keyAndValue[1]);
        }
        Exporter exporter = (Exporter) new S3ExporterFactory()
                .create(Configurations.of(S3ExporterConfig.class, keys), TestEnvironment.of(EventType.FEATURE));
        try {
            exporter.open();
            exporter.export(TestExportContext.of(EventType.FEATURE, 0, 3), Events.features(3));
        } finally {
            exporter.close();
        }
    }
}
