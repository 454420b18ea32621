package dev.flagexporter.plugins.file;

import java.nio.file.Path;
import java.util.Map;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import dev.flagexporter.testkit.TestExportContext;

/** Exports one batch in a process of its own; halts in the midst of it when told to. */
final class ExportingProcess {

    static final int EVENTS = 1_000;
    static final int HALTED = 42;

    private ExportingProcess() {}

    public static void main(String[] arguments) throws Exception {
        String directory = arguments[0];
        boolean crash = Boolean.parseBoolean(arguments[1]);
        FileExporterConfig config = Configurations.of(FileExporterConfig.class, Map.of("output-dir", directory));
        FileExporter exporter = new FileExporter(
                new OutputDirectory(Path.of(directory)),
                new BatchObjects(config, TestEnvironment.of(EventType.FEATURE)),
                () -> haltIf(crash));
        exporter.open();
        exporter.export(TestExportContext.of(EventType.FEATURE, 0, EVENTS), Events.features(EVENTS));
        exporter.close();
    }

    /** No shutdown hook runs and nothing is cleaned up, as when the process is killed. */
    private static void haltIf(boolean crash) {
        if (crash) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
