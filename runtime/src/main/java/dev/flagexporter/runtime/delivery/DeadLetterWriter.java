package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.flagexporter.DropReason;
import dev.flagexporter.runtime.deadletter.DeadLetter;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.runtime.deadletter.DeadLetterFullException;
import dev.flagexporter.runtime.deadletter.DeadLetterFullPolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.ExporterCalls.AbandonedCallException;
import dev.flagexporter.runtime.delivery.Progress.GivenUp;
import dev.flagexporter.runtime.log.GuardedLogger;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * Drops the events that are given up, or writes them to the dead-letter file. The file is only touched on the thread for
 * the exporter's calls and within a deadline: its disk may hang.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class DeadLetterWriter<T extends ExportableEvent> {

    private static final GuardedLogger LOG = GuardedLogger.of("dev.flagexporter");

    private final ExporterSetup setup;
    private final ExporterCalls calls;
    private final DeliveryClock clock;
    private final Supplier<Optional<DeadLetterFile>> source;
    private Optional<DeadLetterFile> file;

    DeadLetterWriter(ExporterSetup setup, ExporterCalls calls, DeliveryClock clock) {
        this(setup, calls, clock, () -> fileOf(setup));
    }

    DeadLetterWriter(
            ExporterSetup setup, ExporterCalls calls, DeliveryClock clock, Supplier<Optional<DeadLetterFile>> source) {
        this.setup = setup;
        this.calls = calls;
        this.clock = clock;
        this.source = source;
        this.file = source.get();
    }

    private static Optional<DeadLetterFile> fileOf(ExporterSetup setup) {
        return policyOf(setup)
                .deadLetters()
                .map(settings -> new DeadLetterFile(
                        settings.directory(), setup.name(), settings.limit().maxSize()));
    }

    private static FailurePolicy policyOf(ExporterSetup setup) {
        return setup.delivery().failurePolicy();
    }

    boolean hasFile() {
        return file.isPresent();
    }

    /** An action on the dead-letter file. */
    interface FileAction {

        void run(DeadLetterFile file) throws IOException;
    }

    /** Does something with the dead-letter file, if there is one; what it threw. A file that hangs is left alone. */
    Optional<Throwable> run(FileAction action, Supplier<Deadline> deadline) {
        return file.flatMap(current -> orReplace(current, calls.run(() -> action.run(current), deadline)));
    }

    private Optional<Throwable> orReplace(DeadLetterFile current, Optional<Throwable> thrown) {
        if (thrown.filter(AbandonedCallException.class::isInstance).isPresent()) {
            file = source.get();
            calls.runAside(() -> close(current));
        }
        return thrown;
    }

    /** Reports early that no dead letter can be written. The exporter goes on: most events do not end up there. */
    void claim(Supplier<Deadline> deadline) {
        run(DeadLetterFile::claim, deadline)
                .ifPresent(thrown -> LOG.errorf(
                        "Exporter \"%s\" cannot write dead letters at present: %s. Events that need it stay pending.",
                        setup.name(), thrown.getMessage()));
    }

    /** Leaves the file to another exporter. */
    void close(Supplier<Deadline> deadline) {
        file.ifPresent(current -> orReplace(current, calls.runClose(() -> close(current), deadline)));
    }

    private static void close(DeadLetterFile closed) {
        try {
            closed.close();
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "Dead-letter file %s was not closed properly", closed.path());
        }
    }

    /** Settles what the batch has given up; why that is not possible at present. */
    Optional<Throwable> settle(Batch<T> batch, ExporterCounters<T> counters, Supplier<Deadline> deadline) {
        settle(batch, counters, removed -> disposalOf(removed) != Disposal.DEAD_LETTER);
        List<Removed<T>> letters = batch.givenUp();
        if (letters.isEmpty()) {
            return Optional.empty();
        }
        Optional<Throwable> thrown = run(current -> current.append(lettersOf(letters)), deadline);
        if (thrown.isEmpty()) {
            settle(batch, counters, removed -> true);
        } else if (isToBeDropped(thrown.get())) {
            Progress progress = counters.progress();
            batch.settled(
                    removed -> true, progress.givingUp(progress.givenUp().droppingDeadLetters(eventsOf(letters))));
            return Optional.empty();
        }
        return thrown.map(cause -> notWritten(letters, cause));
    }

    /** The file is full, and the configuration says that dead letters are dropped then. */
    private boolean isToBeDropped(Throwable thrown) {
        return thrown instanceof DeadLetterFullException
                && policyOf(setup)
                        .deadLetters()
                        .filter(settings -> settings.limit().onFull() == DeadLetterFullPolicy.DROP)
                        .isPresent();
    }

    private void settle(Batch<T> batch, ExporterCounters<T> counters, Predicate<Removed<T>> which) {
        GivenUp after = counters.progress().givenUp();
        for (Removed<T> removed : batch.givenUp()) {
            after = which.test(removed) ? counted(removed, after) : after;
        }
        batch.settled(which, counters.progress().givingUp(after));
    }

    private static long eventsOf(List<? extends Removed<?>> given) {
        return given.stream().mapToLong(removed -> removed.events().size()).sum();
    }

    private GivenUp counted(Removed<T> removed, GivenUp before) {
        int events = removed.events().size();
        return removed.reason() == DropReason.REJECTED
                ? before.rejecting(events, disposalOf(removed))
                : before.exhausting(events, disposalOf(removed));
    }

    private Disposal disposalOf(Removed<T> removed) {
        FailurePolicy policy = policyOf(setup);
        return removed.reason() == DropReason.REJECTED ? policy.onRejected() : policy.onExhausted();
    }

    private List<DeadLetter> lettersOf(List<Removed<T>> given) {
        List<DeadLetter> letters = new ArrayList<>();
        for (Removed<T> removed : given) {
            for (int position = 0; position < removed.events().size(); position++) {
                letters.add(letter(removed, position));
            }
        }
        return letters;
    }

    private DeadLetter letter(Removed<T> removed, int position) {
        return new DeadLetter(
                removed.reason(),
                removed.cause().toString(),
                removed.attempts(),
                clock.now(),
                setup.name(),
                setup.eventType(),
                removed.deliveryId(),
                removed.events().ids().id(position),
                removed.events().events().get(position));
    }

    private Throwable notWritten(List<Removed<T>> letters, Throwable cause) {
        return new ExportException(
                "%d events cannot be written to the dead-letter file %s: %s"
                        .formatted(
                                eventsOf(letters),
                                file.map(DeadLetterFile::path).orElse(null),
                                cause),
                cause);
    }
}
