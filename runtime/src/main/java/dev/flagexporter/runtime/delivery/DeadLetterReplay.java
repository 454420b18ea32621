package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.deadletter.DeadLetterCursor;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.runtime.deadletter.DeadLetterLine;
import dev.flagexporter.runtime.log.GuardedLogger;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Sends dead letters again, one batch per step, in one pass through their file. The lines whose events were delivered are
 * settled after each batch, so that a crash repeats no more than one batch, and removed at the end. A stop or a successor
 * does not wait for the batch in progress: live events need the time.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class DeadLetterReplay<T extends ExportableEvent> {

    private static final GuardedLogger LOG = GuardedLogger.of("dev.flagexporter");

    private final ActiveExporter<T> exporter;
    private final PendingRequests requests;
    private final DeliveryClock clock;
    private final Request<ReplayResult> request;
    private final String storeId = UUID.randomUUID().toString().replace("-", "");
    private final RejectionStreak rejections = new RejectionStreak();
    private volatile @Nullable DeadLetterCursor cursor;
    private volatile @Nullable DeadLetterFile replayed;
    private long lines;
    private long delivered;
    private long kept;
    private long quarantined;
    private Optional<ExportFailure> failure = Optional.empty();

    /** {@code request} is answered at the end. */
    DeadLetterReplay(
            ActiveExporter<T> exporter, PendingRequests requests, DeliveryClock clock, Request<ReplayResult> request) {
        this.exporter = exporter;
        this.requests = requests;
        this.clock = clock;
        this.request = request;
    }

    /** Replays the next batch; whether there may be more. The answer is given when there is not. */
    boolean step() {
        boolean more = exporter.deadLetters().hasFile() && replayBatch();
        if (!more) {
            compact();
            end(Optional.empty());
        }
        return more;
    }

    /** Ends before all dead letters were tried. */
    void endEarly(Throwable reason) {
        finishPass(DeadLetterCursor::close);
        end(Optional.of(failure(reason)));
    }

    private void end(Optional<ExportFailure> early) {
        ReplayResult result = new ReplayResult(delivered, kept, quarantined, failure.or(() -> early));
        request.answer(result);
    }

    private ExportFailure failure(Throwable cause) {
        return new ExportFailure(clock.now(), 1, cause);
    }

    private void failed(Throwable cause) {
        failure = Optional.of(failure(cause));
    }

    /** When a call that starts now must have returned: soon, if a stop or a successor waits. */
    private Supplier<Deadline> deadline() {
        return requests.limitReplay(exporter.attemptDeadline());
    }

    private boolean replayBatch() {
        exporter.open(deadline()).ifPresent(this::failed);
        List<DeadLetterLine> read = failure.isPresent() ? List.of() : read();
        if (!read.isEmpty()) {
            replay(new ReplayBatch<>(read, lines));
        }
        return failure.isEmpty() && !read.isEmpty();
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

    private List<DeadLetterLine> read() {
        LeaseLimits limits = exporter.settings().batchLimits();
        List<DeadLetterLine> read = new ArrayList<>();
        exporter.deadLetters()
                .run(file -> read.addAll(cursor(file).next(limits.maxEvents(), limits.maxBytes())), deadline())
                .ifPresent(this::failed);
        return failure.isEmpty() ? read : List.of();
    }

    /** Whether this succeeds changes nothing but the size of the file. */
    private void compact() {
        finishPass(opened -> {
            opened.close();
            requireNonNull(replayed).compact();
        });
    }

    /** Does something at the end of the pass, if it has begun. A file that hung was replaced, and is left alone. */
    private void finishPass(CursorAction action) {
        DeadLetterCursor opened = cursor;
        if (opened == null) {
            return;
        }
        exporter.deadLetters()
                .run(
                        file -> {
                            if (file.equals(replayed)) {
                                action.run(opened);
                            }
                        },
                        deadline())
                .ifPresent(thrown -> LOG.warnf(
                        thrown,
                        "Exporter \"%s\" could not remove replayed events from its dead-letter file; they are marked and not sent again",
                        exporter.setup().name()));
    }

    private interface CursorAction {

        void run(DeadLetterCursor cursor) throws IOException;
    }

    private void replay(ReplayBatch<T> batch) {
        if (batch.hasEvents()) {
            sendAll(batch);
        }
        settle(batch);
        lines += batch.lines();
        quarantined += batch.corruptLines();
        delivered += batch.delivered();
        kept += batch.kept();
    }

    private void settle(ReplayBatch<T> batch) {
        List<DeadLetterLine> corrupt = batch.corrupt();
        List<DeadLetterLine> settled = batch.settled();
        exporter.deadLetters()
                .run(
                        file -> {
                            if (!corrupt.isEmpty()) {
                                file.quarantine(corrupt);
                            }
                            file.settle(settled);
                        },
                        deadline())
                .ifPresent(this::failed);
    }

    private void sendAll(ReplayBatch<T> batch) {
        Deque<Delivery<T>> deliveries = new ArrayDeque<>();
        deliveries.add(batch.delivery(storeId, clock.now()));
        while (!deliveries.isEmpty()
                && failure.isEmpty()
                && requests.replayDeadline().isEmpty()) {
            Delivery<T> next = deliveries.remove();
            Outcome outcome = Outcome.of(exporter.export(next, 1, deadline()), next.size());
            batch.delivered(next, outcome.delivered(next.size()));
            goOn(outcome, next, deliveries);
        }
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
        if (partial.deliveredEvents(tried.size()) > 0) {
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
