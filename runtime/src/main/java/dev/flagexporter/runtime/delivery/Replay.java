package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.runtime.deadletter.DeadLetterLine;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jboss.logging.Logger;

/**
 * Sends dead letters again, batch by batch, in one pass through their file. The lines whose events arrived are settled
 * after each batch, so that a crash brings no more than one batch again, and removed at the end. Used by the exporter's
 * worker only.
 */
final class Replay<T extends ExportableEvent> {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final DeadLetterFile file;
    private final EventType type;
    private final LeaseLimits batch;
    private final DeliveryClock clock;
    private final Function<Delivery<T>, Outcome> export;
    private final BooleanSupplier cancelled;
    private long position;
    private long delivered;
    private long kept;
    private long quarantined;
    private Optional<ExportFailure> failure = Optional.empty();

    Replay(
            DeadLetterFile file,
            ExporterSetup setup,
            DeliveryClock clock,
            Function<Delivery<T>, Outcome> export,
            BooleanSupplier cancelled) {
        this.file = file;
        this.type = setup.eventType();
        this.batch = setup.batchLimits();
        this.clock = clock;
        this.export = export;
        this.cancelled = cancelled;
    }

    ReplayResult run() {
        try {
            for (List<DeadLetterLine> lines = next(); !lines.isEmpty(); lines = next()) {
                replay(lines);
            }
            compact();
        } catch (IOException | RuntimeException | Error e) {
            rethrowAbandoned(e);
            failed(e);
        }
        return new ReplayResult(delivered, kept, quarantined, failure);
    }

    private List<DeadLetterLine> next() throws IOException {
        return isOver() ? List.of() : file.read(position, type, batch.maxEvents(), batch.maxBytes());
    }

    private boolean isOver() {
        return failure.isPresent() || cancelled.getAsBoolean();
    }

    /** Whether this succeeds changes nothing but the size of the file; at the end of the application there is no time. */
    private void compact() {
        if (cancelled.getAsBoolean()) {
            return;
        }
        try {
            file.compact();
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    e,
                    "Events that arrived could not be removed from %s; they are marked and not sent again",
                    file.path());
        }
    }

    private static void rethrowAbandoned(Throwable thrown) {
        if (thrown instanceof AbandonedException abandoned) {
            throw abandoned;
        }
    }

    private void failed(Throwable cause) {
        failure = Optional.of(new ExportFailure(clock.now(), 1, cause));
    }

    private void replay(List<DeadLetterLine> lines) throws IOException {
        SortedMap<Integer, T> events = eventsOf(lines);
        List<DeadLetterLine> corrupt =
                lines.stream().filter(line -> line.event().isEmpty()).toList();
        if (!corrupt.isEmpty()) {
            file.quarantine(corrupt);
        }
        int readable = events.size();
        sendAll(events);
        file.settle(IntStream.range(0, lines.size())
                .filter(index -> !events.containsKey(index))
                .mapToObj(lines::get)
                .toList());
        position = lines.get(lines.size() - 1).end();
        quarantined += corrupt.size();
        delivered += readable - events.size();
        kept += events.size();
    }

    @SuppressWarnings("unchecked") // the type of the events is that of the exporter
    private SortedMap<Integer, T> eventsOf(List<DeadLetterLine> lines) {
        SortedMap<Integer, T> events = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            int index = i;
            lines.get(i).event().ifPresent(event -> events.put(index, (T) event));
        }
        return events;
    }

    /** Removes what arrives. */
    private void sendAll(SortedMap<Integer, T> events) {
        Deque<Delivery<T>> deliveries = new ArrayDeque<>();
        if (!events.isEmpty()) {
            deliveries.add(Delivery.of(events, clock.now()));
        }
        while (!deliveries.isEmpty() && !isOver()) {
            Delivery<T> next = deliveries.remove();
            settle(next, export.apply(next), events, deliveries);
        }
    }

    private void settle(
            Delivery<T> tried, Outcome outcome, SortedMap<Integer, T> events, Deque<Delivery<T>> deliveries) {
        outcome.failure().ifPresent(this::failed);
        if (outcome instanceof Outcome.Delivered) {
            arrived(tried, Set.of(), events);
        } else if (outcome instanceof Outcome.PartlyFailed partly) {
            arrived(tried, partly.positions(), events);
        } else if (outcome instanceof Outcome.Rejected rejected) {
            tried.withoutRejected(rejected).forEach(deliveries::addLast);
        }
    }

    private void arrived(Delivery<T> tried, Set<Integer> but, SortedMap<Integer, T> events) {
        for (int position = 0; position < tried.size(); position++) {
            if (!but.contains(position)) {
                events.remove((int) tried.offset().applyAsLong(position));
            }
        }
    }
}
