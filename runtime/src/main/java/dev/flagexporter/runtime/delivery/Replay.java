package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.deadletter.DeadLetter;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * Sends dead letters again, batch by batch. The file is rewritten after each batch, without the lines whose events
 * arrived, so that a crash brings no more than one batch again. Used by the exporter's worker only.
 */
final class Replay<T extends ExportableEvent> {

    private final DeadLetterFile file;
    private final EventType type;
    private final int batch;
    private final DeliveryClock clock;
    private final Function<Delivery<T>, Outcome> export;
    private final BooleanSupplier cancelled;
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
        this.batch = setup.batchLimits().maxEvents();
        this.clock = clock;
        this.export = export;
        this.cancelled = cancelled;
    }

    ReplayResult run() {
        try {
            List<byte[]> lines = file.read(kept, batch);
            while (!lines.isEmpty()) {
                replay(lines);
                lines = failure.isPresent() || cancelled.getAsBoolean() ? List.of() : file.read(kept, batch);
            }
        } catch (IOException | RuntimeException e) {
            rethrowAbandoned(e);
            failed(e);
        }
        return new ReplayResult(delivered, kept, quarantined, failure);
    }

    private static void rethrowAbandoned(Exception thrown) {
        if (thrown instanceof AbandonedException abandoned) {
            throw abandoned;
        }
    }

    private void failed(Throwable cause) {
        failure = Optional.of(new ExportFailure(clock.now(), 1, cause));
    }

    private void replay(List<byte[]> lines) throws IOException {
        SortedMap<Integer, T> events = new TreeMap<>();
        List<byte[]> corrupt = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int index = i;
            eventOf(lines.get(i))
                    .ifPresentOrElse(event -> events.put(index, event), () -> corrupt.add(lines.get(index)));
        }
        if (!corrupt.isEmpty()) {
            file.quarantine(corrupt);
        }
        int readable = events.size();
        sendAll(events);
        file.replace(
                kept, lines.size(), events.keySet().stream().map(lines::get).toList());
        quarantined += corrupt.size();
        delivered += readable - events.size();
        kept += events.size();
    }

    @SuppressWarnings("unchecked") // the type of the event is that of the exporter
    private Optional<T> eventOf(byte[] line) {
        return DeadLetter.eventOf(line, type).map(event -> (T) event);
    }

    /** Removes what arrives. */
    private void sendAll(SortedMap<Integer, T> events) {
        Deque<Delivery<T>> deliveries = new ArrayDeque<>();
        if (!events.isEmpty()) {
            deliveries.add(Delivery.of(events, clock.now()));
        }
        while (!deliveries.isEmpty() && failure.isEmpty() && !cancelled.getAsBoolean()) {
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
