package dev.flagexporter.testkit.exporter;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.ExportableEvent;

/** Plugins that do not end as they should, or leave something behind, as their tests. */
final class BrokenEndings {

    private BrokenEndings() {}

    private static Thread sender(String name, CountDownLatch end) {
        Thread sender = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        // that is an end as well
                    }
                },
                name);
        sender.setDaemon(true);
        return sender;
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
            return Duration.ofSeconds(1);
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
                public void open() throws Exception {
                    closed = false;
                    super.open();
                }

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
                    connection = () -> {};
                    super.open();
                }

                @Override
                public void close() throws Exception {
                    connection.close();
                }
            };
        }
    }

    static class StumblesOverAHalfOpenConnection extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private boolean opening;

                @Override
                public void open() throws Exception {
                    opening = true;
                    super.open();
                    opening = false;
                }

                @Override
                public void close() {
                    if (opening) {
                        throw new IllegalStateException("still opening");
                    }
                }
            };
        }
    }

    static class ClosesAfterTheExport extends MemoryExporterContractTest {

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
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
            return Duration.ofSeconds(1);
        }

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            synchronized (lock) {
                destination.send(texts(events));
            }
        }
    }

    static class LeavesAThread extends MemoryExporterContractTest {

        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                @Override
                public void open() throws Exception {
                    super.open();
                    sender("sender-of-events", end).start();
                }
            };
        }
    }

    /** Takes a failed open for one that has left nothing. */
    static class LeavesAThreadWhenItCannotOpen extends MemoryExporterContractTest {

        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private Thread sender = new Thread();
                private boolean open;

                @Override
                public void open() throws Exception {
                    sender = sender("sender-that-stayed", end);
                    sender.start();
                    super.open();
                    open = true;
                }

                @Override
                public void close() {
                    if (open) {
                        sender.interrupt();
                    }
                }
            };
        }
    }

    /** Keeps what it opened, so that no collection of garbage closes it in time. */
    static class LeavesAFileOpen extends MemoryExporterContractTest {

        static final Queue<Closeable> OPENED = new ConcurrentLinkedQueue<>();

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
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
}
