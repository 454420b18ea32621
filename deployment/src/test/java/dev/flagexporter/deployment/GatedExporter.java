package dev.flagexporter.deployment;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.ExportableEvent;

/** Delivers nothing while it is held, and keeps the keys of what it delivered; found by its name. */
public class GatedExporter implements Exporter {

    static final Map<String, GatedExporter> BY_NAME = new ConcurrentHashMap<>();

    final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void hold() {
        gate = new CountDownLatch(1);
    }

    void letGo() {
        gate.countDown();
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws InterruptedException {
        gate.await();
        events.forEach(event -> keys.add(event.key()));
    }

    /** No keys. */
    public interface NoKeys {}

    /** The kind {@code gated}. */
    public static class Factory implements ExporterFactory<NoKeys> {

        @Override
        public String kind() {
            return "gated";
        }

        @Override
        public Class<NoKeys> configType() {
            return NoKeys.class;
        }

        @Override
        public CommonExporter create(NoKeys config, ExporterEnvironment environment) {
            GatedExporter exporter = new GatedExporter();
            BY_NAME.put(environment.exporterName(), exporter);
            return exporter;
        }
    }
}
