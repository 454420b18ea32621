package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Optional;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.object.ObjectExporter;

/** Keeps the secrets of an exporter out of what it throws, which is logged and handed to the application. */
final class SecretKeepingExporter implements Exporter {

    private final Exporter exporter;
    private final Secrets secrets;

    SecretKeepingExporter(Exporter exporter, Secrets secrets) {
        this.exporter = exporter;
        this.secrets = secrets;
    }

    /** Returns the address of the objects that the exporter writes; empty if it writes none, or does not say where. */
    Optional<String> destination() {
        return exporter instanceof ObjectExporter objects ? Optional.of(objects.destination()) : Optional.empty();
    }

    /** A call of the exporter. */
    private interface Call {

        void run() throws Exception;
    }

    private void keeping(Call call) throws Exception {
        try {
            call.run();
        } catch (Exception | Error e) {
            if (RedactedFailure.of(e, secrets) instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public boolean isBulk() {
        return exporter.isBulk();
    }

    @Override
    public void open() throws Exception {
        keeping(exporter::open);
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        keeping(() -> exporter.export(context, events));
    }

    @Override
    public void close() throws Exception {
        keeping(exporter::close);
    }

    @Override
    public String toString() {
        return exporter.getClass().getName();
    }
}
