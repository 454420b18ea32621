package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.runtime.deadletter.DeadLetter;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.spi.ExportException;
import org.jboss.logging.Logger;

/** Writes the events that an outcome gives up to the dead letter file, where the policy wants that. */
final class DeadLetterOffice {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final ExporterSetup setup;
    private final DeliveryClock clock;
    private final String storeId;
    private final Optional<DeadLetterFile> file;

    DeadLetterOffice(ExporterSetup setup, DeliveryClock clock, String storeId) {
        this(
                setup,
                clock,
                storeId,
                setup.failurePolicy()
                        .deadLetterDirectory()
                        .map(directory ->
                                new DeadLetterFile(directory, setup.name(), DeadLetterLimit.DEFAULT.maxSize())));
    }

    DeadLetterOffice(ExporterSetup setup, DeliveryClock clock, String storeId, Optional<DeadLetterFile> file) {
        this.setup = setup;
        this.clock = clock;
        this.storeId = storeId;
        this.file = file;
    }

    /** Says early when no dead letter could be kept. The exporter goes on: most events do not end up here. */
    void claim() {
        file.ifPresent(claimed -> {
            try {
                claimed.claim();
            } catch (IOException | RuntimeException e) {
                LOG.errorf(
                        "The exporter \"%s\" cannot keep dead letters at the moment; such events stay pending. %s",
                        setup.name(), e.getMessage());
            }
        });
    }

    /** Leaves the file to a successor. */
    void close() {
        file.ifPresent(claimed -> {
            try {
                claimed.close();
            } catch (IOException | RuntimeException e) {
                LOG.warnf(e, "The dead letter file %s could not be closed properly", claimed.path());
            }
        });
    }

    /** The outcome itself, once its events are safe; a failure when they cannot be written, so that all stay pending. */
    Outcome keep(Outcome outcome, Delivery<?> delivery, int attempt) {
        if (outcome instanceof Outcome.Exhausted exhausted) {
            return keep(outcome, delivery, attempt, DropReason.EXHAUSTED, exhausted.cause(), allOf(delivery));
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return keep(
                    outcome,
                    delivery,
                    attempt,
                    DropReason.REJECTED,
                    rejected.cause(),
                    rejected.positions(delivery.size()));
        }
        return outcome;
    }

    Optional<DeadLetterFile> file() {
        return file;
    }

    private static Set<Integer> allOf(Delivery<?> delivery) {
        return Outcome.allPositions(delivery.size());
    }

    private Outcome keep(
            Outcome outcome,
            Delivery<?> delivery,
            int attempt,
            DropReason reason,
            Throwable cause,
            Set<Integer> positions) {
        if (positions.isEmpty() || setup.failurePolicy().disposalOf(reason) != Disposal.DEAD_LETTER) {
            return outcome;
        }
        List<DeadLetter> letters = IntStream.range(0, delivery.size())
                .filter(positions::contains)
                .mapToObj(position -> letter(delivery, position, attempt, reason, cause))
                .toList();
        return write(letters).<Outcome>map(Outcome.Failed::new).orElse(outcome);
    }

    private DeadLetter letter(Delivery<?> delivery, int position, int attempt, DropReason reason, Throwable cause) {
        return new DeadLetter(
                reason,
                cause.toString(),
                attempt,
                clock.now(),
                setup.name(),
                setup.eventType(),
                delivery.id(),
                storeId + "-" + delivery.offset().applyAsLong(position),
                delivery.events().get(position));
    }

    private Optional<Throwable> write(List<DeadLetter> letters) {
        DeadLetterFile target = file.orElseThrow();
        try {
            target.append(letters);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(new ExportException(
                    letters.size() + " events cannot be written to the dead letter file " + target.path() + ": " + e,
                    e));
        }
    }
}
