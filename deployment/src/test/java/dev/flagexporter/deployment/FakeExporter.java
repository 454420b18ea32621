package dev.flagexporter.deployment;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.ExportableEvent;

/** Keeps what it gets; found by its name. */
public class FakeExporter implements Exporter {

    static final Map<String, FakeExporter> BY_NAME = new ConcurrentHashMap<>();

    final FakeExporterConfig config;
    final ExporterEnvironment environment;
    final List<String> userKeys = new CopyOnWriteArrayList<>();
    final List<String> threads = new CopyOnWriteArrayList<>();

    FakeExporter(FakeExporterConfig config, ExporterEnvironment environment) {
        this.config = config;
        this.environment = environment;
        BY_NAME.put(environment.exporterName(), this);
    }

    @Override
    public boolean isBulk() {
        return config.bulk();
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) {
        threads.add(Thread.currentThread().getName());
        events.forEach(event -> userKeys.add(event.userKey()));
    }
}
