package dev.flagexporter.testkit.exporter;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.PartialExportException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.object.ObjectConfig;

/** Plugins that each break one promise, as their tests. They are run by {@link ExporterContractTest} alone. */
final class BrokenExporters {

    private BrokenExporters() {}

    private static List<String> texts(List<? extends ExportableEvent> events) {
        MemoryExporter sound = new MemoryExporter(new Destination());
        return events.stream().map(sound::text).toList();
    }

    /** One that exports in its own way. */
    abstract static class OwnExport extends MemoryExporterContractTest {

        abstract void export(List<? extends ExportableEvent> events) throws Exception;

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    OwnExport.this.export(events);
                }
            };
        }
    }

    static class SendsTheFirstThousand extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            destination.send(texts(events).subList(0, Math.min(events.size(), 1000)));
        }
    }

    static class SendsTheLastFirst extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            List<String> texts = new ArrayList<>(texts(events));
            texts.sort(Comparator.reverseOrder());
            destination.send(texts);
        }
    }

    static class StumblesOverAnEmptyBatch extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            events.get(0);
            destination.send(texts(events));
        }
    }

    static class SortsTheList extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                events.sort(Comparator.comparing(ExportableEvent::key));
            } catch (UnsupportedOperationException e) {
                // as it is, then
            }
            destination.send(texts(events));
        }
    }

    static class EscapesNothing extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            for (ExportableEvent event : events) {
                destination.send(Arrays.asList(event.userKey().split("\n", -1)));
            }
        }
    }

    static class KnowsFeatureEventsOnly extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            destination.send(events.stream()
                    .map(event -> (FeatureEvent) event)
                    .map(event -> texts(List.of(event)).get(0))
                    .toList());
        }
    }

    static class LogsFailures extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) {
            try {
                destination.send(texts(events));
            } catch (Exception e) {
                Logger.getLogger("exporter").log(Level.FINE, "could not send", e);
            }
        }
    }

    static class CountsPositionsFromOne extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                throw new PartialExportException("one failed", e, Set.of(events.size()));
            }
        }
    }

    static class RejectsAnEventThatIsNotThere extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                throw ExportException.rejected("refused", e, Set.of(-1));
            }
        }
    }

    static class FailsPartiallyWithoutAFailure extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                throw new PartialExportException("none failed", e, Set.of());
            }
        }
    }

    static class NamesTooFewFailures extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                destination.send(texts(events));
            } catch (IOException e) {
                throw new PartialExportException("one failed", e, Set.of(0));
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

    static class SwallowsInterrupts extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            List<String> texts = texts(events);
            Thread.interrupted();
            destination.send(texts);
        }

        @Override
        protected boolean hangDestination() {
            return false;
        }
    }

    static class IgnoresInterrupts extends OwnExport {

        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            List<String> texts = texts(events);
            while (true) {
                try {
                    destination.send(texts);
                    return;
                } catch (InterruptedException e) {
                    // once more
                }
            }
        }
    }

    static class ClosesOnce extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private boolean closed;

                @Override
                public void close() {
                    if (closed) {
                        throw new IllegalStateException("closed already");
                    }
                    closed = true;
                }
            };
        }
    }

    static class ClosesWhatItNeverOpened extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private Closeable connection;

                @Override
                public void open() throws Exception {
                    super.open();
                    connection = () -> {};
                }

                @Override
                public void close() throws Exception {
                    connection.close();
                }
            };
        }
    }

    static class ClosesAfterTheExport extends MemoryExporterContractTest {

        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                @Override
                public synchronized void export(ExportContext context, List<? extends ExportableEvent> events)
                        throws Exception {
                    super.export(context, events);
                }

                @Override
                public synchronized void close() {}
            };
        }
    }

    static class LocksOutItsSuccessor extends OwnExport {

        private final Object lock = new Object();

        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            synchronized (lock) {
                destination.send(texts(events));
            }
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

    static class LeavesAThread extends MemoryExporterContractTest {

        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                @Override
                public void open() throws Exception {
                    super.open();
                    Thread sender = new Thread(
                            () -> {
                                try {
                                    end.await();
                                } catch (InterruptedException e) {
                                    // that is an end as well
                                }
                            },
                            "sender-of-events");
                    sender.setDaemon(true);
                    sender.start();
                }
            };
        }
    }

    /** Keeps what it opened, so that no collection of garbage closes it in time. */
    static class LeavesAFileOpen extends MemoryExporterContractTest {

        static final Queue<Closeable> OPENED = new ConcurrentLinkedQueue<>();

        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                @Override
                public void open() throws Exception {
                    super.open();
                    OPENED.add(Files.newInputStream(Path.of("pom.xml")));
                }
            };
        }
    }

    static class AcquiresWhenItIsCreated extends MemoryExporterContractTest {

        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            try {
                LeavesAFileOpen.OPENED.add(Files.newInputStream(Path.of("pom.xml")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new MemoryExporter(destination);
        }
    }

    static class ChangesItsMind extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private boolean open;

                @Override
                public boolean isBulk() {
                    return open;
                }

                @Override
                public void open() throws Exception {
                    super.open();
                    open = true;
                }
            };
        }
    }

    static class IsADeprecatedExporter extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return () -> true;
        }
    }

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

    /** A factory that no file names. */
    private static final class Unregistered extends MemoryExporterFactory {

        Unregistered(Function<MemoryExporterConfig, CommonExporter> maker) {
            super(maker);
        }
    }

    static class IsNotFound extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new Unregistered(this::exporter);
        }
    }

    static class HasNoKind extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new MemoryExporterFactory(this::exporter) {
                @Override
                public String kind() {
                    return " ";
                }
            };
        }
    }

    static class ReportsTheFirstProblemOnly extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new MemoryExporterFactory(this::exporter) {
                @Override
                public CommonExporter create(MemoryExporterConfig config, ExporterEnvironment environment)
                        throws InvalidConfigurationException {
                    try {
                        return super.create(config, environment);
                    } catch (InvalidConfigurationException e) {
                        InvalidConfigurationException.throwIfAny(e.problems().subList(0, 1));
                        throw e;
                    }
                }
            };
        }
    }

    static class SetsASystemProperty extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            System.setProperty("memory.factories", "x" + System.getProperty("memory.factories", ""));
            return super.factory();
        }
    }

    /** Writes objects, and nevertheless parts of them. */
    static class WritesPartsOfObjects extends FailsPartiallyWithoutAFailure {

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
}
