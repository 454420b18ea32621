package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One exporter from its opening to its close, which it sees once and only if it was open. It may be closed by another
 * thread beside a call that hangs; an opening that succeeds afterwards is closed at once.
 */
final class ExporterInstance {

    private static final Logger LOG = Logger.getLogger(ExporterInstance.class);

    private enum State {
        NEW,
        OPEN,
        CLOSED
    }

    private final String name;
    private final Supplier<Exporter> source;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private @Nullable Exporter exporter;

    /** Asks the source when it is opened for the first time. */
    ExporterInstance(String name, Supplier<Exporter> source) {
        this.name = name;
        this.source = source;
    }

    boolean isOpen() {
        return state.get() == State.OPEN;
    }

    boolean isClosed() {
        return state.get() == State.CLOSED;
    }

    /** May be repeated after a failure. */
    void open() throws Exception {
        if (exporter == null) {
            exporter = source.get();
        }
        exporter.open();
        if (!state.compareAndSet(State.NEW, State.OPEN)) {
            closeExporter();
        }
    }

    void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        requireNonNull(exporter).export(context, events);
    }

    /** Releases what the exporter acquired; it is of no use afterwards. */
    void close() {
        if (state.getAndSet(State.CLOSED) == State.OPEN) {
            closeExporter();
        }
    }

    private void closeExporter() {
        try {
            requireNonNull(exporter).close();
        } catch (Throwable e) {
            LOG.warnf(e, "The exporter \"%s\" could not be closed properly", name);
        }
    }
}
