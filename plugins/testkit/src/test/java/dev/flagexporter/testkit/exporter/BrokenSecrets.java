package dev.flagexporter.testkit.exporter;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.ExportableEvent;

/** Plugins that do not keep their secrets, as their tests. */
final class BrokenSecrets {

    private BrokenSecrets() {}

    static class ShowsItsSecret extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                @Override
                public String toString() {
                    return "memory, with " + config.token().get();
                }
            };
        }
    }

    static class ThrowsItsSecret extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                @Override
                public void open() throws Exception {
                    try {
                        super.open();
                    } catch (IOException e) {
                        throw new ExportException(
                                "no connection",
                                new IOException("user:" + config.token().get() + "@host", e));
                    }
                }
            };
        }
    }

    static class LogsItsSecret extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    Logger.getLogger("memory.client")
                            .log(
                                    Level.FINEST,
                                    "Authorization: {0}",
                                    config.token().get());
                    super.export(context, events);
                }
            };
        }
    }

    static class ShowsASecretThatIsWrong extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new MemoryExporterFactory(this::exporter) {
                @Override
                String shown(String token) {
                    return token;
                }
            };
        }
    }

    static class KeepsQuietAboutItsSecrets extends MemoryExporterContractTest {

        @Override
        protected Set<String> secretKeys() {
            return Set.of();
        }
    }
}
