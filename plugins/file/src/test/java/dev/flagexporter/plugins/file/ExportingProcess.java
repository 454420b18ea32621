package dev.flagexporter.plugins.file;

import java.nio.file.Path;
import java.util.Map;

import dev.flagexporter.spi.ExportException;
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
    static final int FAILED_FOR_NOW = 43;
    static final int FAILED_FOR_EVER = 44;

    private ExportingProcess() {}

    public static void main(String[] arguments) throws Exception {
        String directory = arguments[0];
        String storeId = arguments[1];
        boolean crash = Boolean.parseBoolean(arguments[2]);
        FileExporterConfig config = Configurations.of(FileExporterConfig.class, Map.of("output-dir", directory));
        FileExporter exporter = new FileExporter(
                new OutputDirectory(Path.of(directory)),
                new BatchObjects(config, TestEnvironment.of(EventType.FEATURE)),
                new TemporaryFiles("test"),
                () -> haltIf(crash));
        exporter.open();
        try {
            exporter.export(batchOf(storeId), Events.features(EVENTS));
        } catch (ExportException e) {
            e.printStackTrace();
            System.exit(e.isPermanent() ? FAILED_FOR_EVER : FAILED_FOR_NOW);
        }
        exporter.close();
    }

    /** Always of the same second and with the same offsets, as the first batches of two stores may be. */
    private static TestExportContext batchOf(String storeId) {
        TestExportContext batch = TestExportContext.of(EventType.FEATURE, 0, EVENTS);
        return new TestExportContext(
                batch.exporterName(),
                batch.eventType(),
                batch.logger(),
                storeId,
                batch.firstOffset(),
                batch.lastOffset(),
                batch.attempt(),
                batch.deliveryId(),
                batch.parentDeliveryId(),
                batch.batchCreatedAt(),
                batch.deadline());
    }

    /** No shutdown hook runs and nothing is cleaned up, as when the process is killed. */
    private static void haltIf(boolean crash) {
        if (crash) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
