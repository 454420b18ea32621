package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.deadletter.DeadLetterCursor;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.runtime.deadletter.DeadLetterLine;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters again, one batch per step, in one pass through their file. The lines whose events were delivered are
 * settled after each batch, so that a crash repeats no more than one batch, and removed at the end.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class DeadLetterReplay<T extends ExportableEvent> {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final ActiveExporter<T> exporter;
    private final DeliveryClock clock;
    private final CompletableFuture<ReplayResult> answer;
    private final String storeId = UUID.randomUUID().toString().replace("-", "");
    private final RejectionStreak rejections = new RejectionStreak();
    private volatile @Nullable DeadLetterCursor cursor;
    private volatile @Nullable DeadLetterFile replayed;
    private long sent;
    private long delivered;
    private long kept;
    private long quarantined;
    private Optional<ExportFailure> failure = Optional.empty();

    /** {@code answer} gets the result at the end. */
    DeadLetterReplay(ActiveExporter<T> exporter, DeliveryClock clock, CompletableFuture<ReplayResult> answer) {
        this.exporter = exporter;
        this.clock = clock;
        this.answer = answer;
    }

    /** Replays the next batch; whether there may be more. The answer is given when there is not. */
    boolean step(Supplier<Supplier<Deadline>> deadlines) {
        boolean more = exporter.deadLetters().hasFile() && replayBatch(deadlines);
        if (!more) {
            compact(deadlines.get());
            end(Optional.empty());
        }
        return more;
    }

    /** Ends before all dead letters were tried. */
    void endEarly(String reason) {
        end(Optional.of(failure(new IllegalStateException(reason))));
    }

    private void end(Optional<ExportFailure> early) {
        ReplayResult result = new ReplayResult(delivered, kept, quarantined, failure.or(() -> early));
        answer.completeAsync(() -> result);
    }

    private ExportFailure failure(Throwable cause) {
        return new ExportFailure(clock.now(), 1, cause);
    }

    private void failed(Throwable cause) {
        failure = Optional.of(failure(cause));
    }

    private boolean replayBatch(Supplier<Supplier<Deadline>> deadlines) {
        exporter.open(deadlines.get()).ifPresent(this::failed);
        List<DeadLetterLine> lines = failure.isPresent() ? List.of() : read(deadlines.get());
        if (!lines.isEmpty()) {
            replay(lines, deadlines);
        }
        return failure.isEmpty() && !lines.isEmpty();
    }

    private DeadLetterCursor cursor(DeadLetterFile file) throws IOException {
        DeadLetterCursor opened = cursor;
        if (opened == null) {
            opened = file.openCursor(exporter.setup().eventType());
            cursor = opened;
            replayed = file;
        }
        return opened;
    }

    private List<DeadLetterLine> read(Supplier<Deadline> deadline) {
        LeaseLimits limits = exporter.settings().batchLimits();
        List<DeadLetterLine> lines = new ArrayList<>();
        exporter.deadLetters()
                .run(file -> lines.addAll(cursor(file).next(limits.maxEvents(), limits.maxBytes())), deadline)
                .ifPresent(this::failed);
        return failure.isEmpty() ? lines : List.of();
    }

    /** Whether this succeeds changes nothing but the size of the file. A file that hung was replaced, and is left alone. */
    private void compact(Supplier<Deadline> deadline) {
        DeadLetterCursor opened = cursor;
        if (opened == null) {
            return;
        }
        exporter.deadLetters()
                .run(
                        file -> {
                            if (file.equals(replayed)) {
                                opened.close();
                                file.compact();
                            }
                        },
                        deadline)
                .ifPresent(thrown -> LOG.warnf(
                        thrown,
                        "Exporter \"%s\" could not remove replayed events from its dead-letter file; they are marked and not sent again",
                        exporter.setup().name()));
    }

    private void replay(List<DeadLetterLine> lines, Supplier<Supplier<Deadline>> deadlines) {
        List<Integer> readable = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).event().isPresent())
                .boxed()
                .toList();
        Set<Integer> left = new HashSet<>(readable);
        if (!readable.isEmpty()) {
            sendAll(lines, readable, left, deadlines);
        }
        settle(lines, left, deadlines.get());
        sent += lines.size();
        quarantined += lines.size() - readable.size();
        delivered += readable.size() - left.size();
        kept += left.size();
    }

    /** Quarantines the lines that are no dead letters, and marks those that are not left. */
    private void settle(List<DeadLetterLine> lines, Set<Integer> left, Supplier<Deadline> deadline) {
        List<DeadLetterLine> corrupt =
                lines.stream().filter(line -> line.event().isEmpty()).toList();
        List<DeadLetterLine> settled = IntStream.range(0, lines.size())
                .filter(line -> !left.contains(line))
                .mapToObj(lines::get)
                .toList();
        exporter.deadLetters()
                .run(
                        file -> {
                            if (!corrupt.isEmpty()) {
                                file.quarantine(corrupt);
                            }
                            file.settle(settled);
                        },
                        deadline)
                .ifPresent(this::failed);
    }

    /** Removes from {@code left} the lines whose events are delivered. */
    private void sendAll(
            List<DeadLetterLine> lines,
            List<Integer> readable,
            Set<Integer> left,
            Supplier<Supplier<Deadline>> deadlines) {
        Deque<Delivery<T>> deliveries = new ArrayDeque<>();
        deliveries.add(delivery(lines, readable));
        while (!deliveries.isEmpty() && failure.isEmpty()) {
            Delivery<T> next = deliveries.remove();
            Optional<Throwable> thrown = exporter.export(next, 1, deadlines.get());
            Outcome outcome = Outcome.of(thrown, next.size());
            deliveredBy(outcome, next).forEach(offset -> left.remove(readable.get((int) offset)));
            goOn(outcome, next, deliveries);
        }
    }

    @SuppressWarnings("unchecked") // the events are of the exporter's type
    private Delivery<T> delivery(List<DeadLetterLine> lines, List<Integer> readable) {
        List<T> events = readable.stream()
                .map(line -> (T) lines.get(line).event().orElseThrow())
                .toList();
        List<String> ids = readable.stream()
                .map(line -> lines.get(line).eventId().orElseGet(() -> storeId + "-" + (sent + line)))
                .toList();
        return Delivery.of(events, EventIds.kept(storeId, ids), clock.now());
    }

    private static LongStream deliveredBy(Outcome outcome, Delivery<?> tried) {
        IntStream positions = IntStream.range(0, tried.size());
        if (outcome instanceof Outcome.Partial partial) {
            positions = positions.filter(position ->
                    !partial.failed().contains(position) && !partial.rejected().contains(position));
        } else if (!(outcome instanceof Outcome.Delivered)) {
            positions = IntStream.empty();
        }
        return positions.mapToLong(position -> tried.ids().offset(position));
    }

    /** A rejected event stays a dead letter. A destination that asks to wait ends the replay. */
    private void goOn(Outcome outcome, Delivery<T> tried, Deque<Delivery<T>> deliveries) {
        if (outcome instanceof Outcome.Failed failed) {
            failed(failed.cause());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            if (tried.size() > 1) {
                tried.halves().forEach(deliveries::addLast);
            }
            countRejection(rejected.cause());
        } else if (outcome instanceof Outcome.Partial partial) {
            goOn(partial, tried, deliveries);
        } else {
            rejections.delivered();
        }
    }

    private void goOn(Outcome.Partial partial, Delivery<T> tried, Deque<Delivery<T>> deliveries) {
        if (partial.rejected().isEmpty() || partial.asksToWait()) {
            failed(partial.cause());
            return;
        }
        if (!partial.failed().isEmpty()) {
            deliveries.addFirst(tried.only(partial.failed()));
        }
        if (partial.delivered(tried.size()) > 0) {
            rejections.delivered();
        } else {
            countRejection(partial.cause());
        }
    }

    private void countRejection(Throwable cause) {
        rejections.rejectedAttempt();
        if (rejections.isFailing() || Outcome.retryAfter(cause).isPresent()) {
            failed(cause);
        }
    }
}
