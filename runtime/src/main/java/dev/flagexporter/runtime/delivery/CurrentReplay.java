package dev.flagexporter.runtime.delivery;

import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/**
 * The replay of dead letters that is in progress, if there is one. Live events come first: it sends one batch per cycle.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class CurrentReplay<T extends ExportableEvent> {

    private final PendingRequests requests;
    private final DeliveryClock clock;
    private @Nullable DeadLetterReplay<T> replay;

    CurrentReplay(PendingRequests requests, DeliveryClock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    boolean isInProgress() {
        return replay != null;
    }

    /** Begins a replay for a request; no effect if it has begun before, in a cycle that failed. */
    void begin(ActiveExporter<T> exporter, Request<ReplayResult> request) {
        if (replay == null) {
            replay = new DeadLetterReplay<>(exporter, requests, clock, request);
        }
    }

    /** Sends the next batch; ends the replay if there is none, or for a stop. */
    void step() {
        if (requests.isStopRequested()) {
            end("the exporter stops");
        }
        if (replay != null && !replay.step()) {
            replay = null;
        }
    }

    /** Ends it before all dead letters were tried. */
    void end(String reason) {
        end(new IllegalStateException(reason));
    }

    void end(Throwable reason) {
        if (replay != null) {
            replay.endEarly(reason);
            replay = null;
        }
    }
}
