package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.ExportableEvent;
import org.jboss.logging.Logger;

/**
 * An exporter whose calls have a deadline. Another instance takes the place of one that hangs. Used by the worker, but
 * for what interrupts, abandons or closes it beside a call.
 */
final class GuardedExporter {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final ExporterSetup setup;
    private final CallGuard guard;
    private final boolean bulk;
    private volatile ExporterInstance instance;
    private int openAttempts;

    /** Not open yet; {@code hanging} counts the abandoned calls of all exporters of this name. */
    GuardedExporter(ExporterSetup setup, DeliveryClock clock, AtomicInteger hanging, Runnable onAbandoned) {
        this.setup = setup;
        this.guard = new CallGuard(clock, setup.timeouts().attempt(), hanging, onAbandoned);
        this.bulk = isBulk(setup);
        this.instance = new ExporterInstance(setup.name(), setup::exporter);
    }

    /** Asked once, so that it cannot change its mind, nor fail at a bad moment. */
    private static boolean isBulk(ExporterSetup setup) {
        try {
            return setup.exporter().isBulk();
        } catch (Throwable e) {
            LOG.errorf(
                    e,
                    "The exporter \"%s\" does not say whether it is to be flushed in bulk; it is taken for one that is",
                    setup.name());
            return true;
        }
    }

    boolean isBulk() {
        return bulk;
    }

    /** Opens it unless it is open; why that failed. */
    Optional<Throwable> open() {
        if (instance.isOpen()) {
            return Optional.empty();
        }
        openAttempts++;
        return guard.refusal().or(() -> guard.run(instance::open));
    }

    boolean isOpen() {
        return instance.isOpen();
    }

    /** How often this instance was to be opened. */
    int openAttempts() {
        return openAttempts;
    }

    Optional<Throwable> export(ExportContext context, List<? extends ExportableEvent> events) {
        return guard.run(() -> instance.export(context, events));
    }

    /** Closes it within its deadline; harmless when that was done before. */
    void shut() {
        guard.run(instance::close);
    }

    boolean isClosed() {
        return instance.isClosed();
    }

    /** Closes it however long that takes; also called beside a call that hangs. */
    void close() {
        instance.close();
    }

    /** Interrupts the call that runs, and all that come. */
    void cancel() {
        guard.interruptAll();
    }

    /** Interrupts the call that runs, and leaves those that come little time. */
    void hurry() {
        guard.hurry();
    }

    /** Gives up the call that runs, for nobody to take over. */
    void abandon() {
        guard.abandonCurrent();
    }

    /** Closes the instance beside its call that was abandoned and puts a new one in its place; what to say of it. */
    Throwable replaceInstance(Worker worker) {
        ExporterInstance abandoned = instance;
        worker.beside(abandoned::close);
        instance = new ExporterInstance(setup.name(), setup.successors());
        openAttempts = 0;
        return guard.abandonment();
    }
}
