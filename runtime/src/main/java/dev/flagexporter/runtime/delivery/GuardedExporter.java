package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.flagexporter.runtime.delivery.ExporterCalls.AbandonedCallException;
import dev.flagexporter.runtime.log.GuardedLogger;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * An exporter whose calls have a deadline. After a failed {@code open} it is closed and may be opened again. If a call is
 * abandoned, another instance takes the place of the one that hangs.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only; the calls run on another thread, one after the other.
 */
final class GuardedExporter {

    private static final GuardedLogger LOG = GuardedLogger.of("dev.flagexporter");

    private final ExporterSetup setup;
    private final ExporterCalls calls;
    private Instance instance;
    private int openAttempts;

    GuardedExporter(ExporterSetup setup, ExporterCalls calls) {
        this.setup = setup;
        this.calls = calls;
        this.instance = new Instance(setup.instances()::first);
    }

    boolean isOpen() {
        return instance.state.get() == State.OPEN;
    }

    /** How often this instance was opened without success, the current attempt included. */
    int openAttempts() {
        return openAttempts;
    }

    /** Opens the exporter; why that failed. */
    Optional<Throwable> open(Supplier<Deadline> deadline) {
        openAttempts++;
        Instance opening = instance;
        Optional<Throwable> thrown = run(opening::open, deadline);
        if (thrown.isPresent() && instance.equals(opening)) {
            close(deadline);
        }
        if (thrown.isEmpty()) {
            openAttempts = 0;
        }
        return thrown;
    }

    Optional<Throwable> export(
            ExportContext context, List<? extends ExportableEvent> events, Supplier<Deadline> deadline) {
        Instance open = instance;
        return run(() -> open.export(context, events), deadline);
    }

    /** Closes the exporter if it was opened; why that failed. */
    Optional<Throwable> close(Supplier<Deadline> deadline) {
        return instance.isClosed() ? Optional.empty() : orReplace(calls.runClose(instance::close, deadline));
    }

    private Optional<Throwable> run(ExporterCalls.Call call, Supplier<Deadline> deadline) {
        return orReplace(calls.run(call, deadline));
    }

    /** Another instance takes the place of one whose call was abandoned. */
    private Optional<Throwable> orReplace(Optional<Throwable> thrown) {
        if (thrown.filter(AbandonedCallException.class::isInstance).isPresent()) {
            Instance abandoned = instance;
            instance = new Instance(setup.instances().another());
            openAttempts = 0;
            calls.runAside(abandoned::closeAbandoned);
        }
        return thrown;
    }

    private enum State {
        CLOSED,
        OPENING,
        OPEN,
        OPEN_FAILED,
        ABANDONED
    }

    /**
     * One instance of the exporter.
     *
     * <p><b>Thread safety.</b> An abandoned instance is closed on another thread while its call hangs. An {@code open} that
     * succeeds after it was abandoned is closed by its own thread. The state decides which of the two closes, so that it
     * happens once.
     */
    private final class Instance {

        private final Supplier<Exporter> source;
        private final AtomicReference<State> state = new AtomicReference<>(State.CLOSED);
        private volatile Optional<Exporter> exporter = Optional.empty();

        Instance(Supplier<Exporter> source) {
            this.source = source;
        }

        boolean isClosed() {
            return state.get() == State.CLOSED;
        }

        void open() throws Exception {
            state.set(State.OPENING);
            Exporter opened = exporter.orElseGet(source);
            exporter = Optional.of(opened);
            boolean succeeded = false;
            try {
                opened.open();
                succeeded = true;
            } finally {
                if (!state.compareAndSet(State.OPENING, succeeded ? State.OPEN : State.OPEN_FAILED)) {
                    closeExporter();
                }
            }
        }

        void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
            exporter.orElseThrow().export(context, events);
        }

        void close() {
            if (state.getAndSet(State.CLOSED) != State.CLOSED) {
                closeExporter();
            }
        }

        /** While the call that hangs is an {@code open}, that call closes when it returns. */
        void closeAbandoned() {
            State before = state.getAndSet(State.ABANDONED);
            if (before == State.OPEN || before == State.OPEN_FAILED) {
                closeExporter();
            }
        }

        private void closeExporter() {
            try {
                if (exporter.isPresent()) {
                    exporter.get().close();
                }
            } catch (Throwable e) {
                LOG.warnf(e, "Exporter \"%s\" was not closed properly", setup.name());
            }
        }
    }
}
