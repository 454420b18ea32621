package dev.flagexporter.testkit.exporter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.object.ObjectConfig;

/** Plugins that do not say what failed, or not as they should, as their tests. */
final class BrokenFailures {

    private BrokenFailures() {}

    static class SkipsWhatItCannotRead extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            List<String> readable = new ArrayList<>();
            for (ExportableEvent event : events) {
                try {
                    readable.addAll(texts(List.of(event)));
                } catch (RuntimeException e) {
                    Logger.getLogger("exporter").log(Level.FINE, "could not read", e);
                }
            }
            destination.send(readable);
        }
    }

    static class LogsFailures extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws InterruptedException {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                Logger.getLogger("exporter").log(Level.FINE, "could not send", e);
            }
        }
    }

    /** Takes what it tried for what it delivered. */
    static class SkipsARetry extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private final Set<String> tried = new HashSet<>();

                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    if (tried.add(context.deliveryId())) {
                        super.export(context, events);
                    }
                }
            };
        }
    }

    static class NamesTooFewFailures extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                throw ExportException.partial("one failed", e, Set.of(0), Set.of());
            }
        }
    }

    static class CountsPositionsFromOne extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                throw ExportException.partial("one failed", e, Set.of(events.size()), Set.of());
            }
        }
    }

    static class RejectsAnEventThatIsNotThere extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                throw ExportException.partial("rejected", e, Set.of(), Set.of(-1));
            }
        }
    }

    static class NamesAnEventAsFailedAndRejected extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                throw ExportException.partial("contradiction", e, Set.of(0), Set.of(0));
            }
        }
    }

    /** Writes objects, and nevertheless parts of them. */
    static class WritesPartsOfObjects extends NamesAnEventAsFailedAndRejected {

        @Override
        protected Map<String, String> keys() {
            return Map.of();
        }

        @Override
        protected Map<String, String> invalidKeys() {
            return Map.of();
        }

        @Override
        protected Set<String> secretKeys() {
            return Set.of();
        }

        @Override
        protected ExporterFactory<?> factory() {
            return new ExporterFactory<ObjectConfig>() {
                @Override
                public String kind() {
                    return "objects";
                }

                @Override
                public Class<ObjectConfig> configType() {
                    return ObjectConfig.class;
                }

                @Override
                @SuppressWarnings("NullAway") // the exporter does not look at it
                public CommonExporter create(ObjectConfig config, ExporterEnvironment environment) {
                    return exporter(null);
                }
            };
        }
    }

    /** Closes what it has for its whole life. */
    static class ClosesForGood extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private boolean closed;

                @Override
                public void open() throws Exception {
                    if (closed) {
                        throw new IllegalStateException("closed");
                    }
                    super.open();
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }

    static class OpensOnceInALife extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private boolean opened;

                @Override
                public void open() throws Exception {
                    if (opened) {
                        throw new IllegalStateException("opened already");
                    }
                    opened = true;
                    super.open();
                }
            };
        }
    }
}
