package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.FlushResult;
import org.jboss.logging.Logger;

/**
 * What an exporter's failures look like in the log: one line an attempt, which the growing waits between attempts keep
 * rare, with a stack trace for the first in a row only; and one line for all events refused in a drain.
 */
final class FailureLog {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private static final String KEPT = "kept as dead letters";

    private static final Duration BETWEEN_OVERFLOW_LINES = Duration.ofSeconds(30);

    private final String exporterName;
    private Progress said = Progress.NONE;
    private long droppedSoFar;
    private Instant nextOverflowLine = Instant.MIN;

    FailureLog(String exporterName) {
        this.exporterName = exporterName;
    }

    void failed(ExportFailure failure, int failuresInARow, Duration wait, long pending) {
        LOG.warnf(
                failuresInARow == 1 ? failure.cause() : null,
                "The exporter \"%s\" failed (attempt %d): %s. %d events are pending; the next attempt is in %d ms.",
                exporterName,
                failure.attempt(),
                failure.cause(),
                pending,
                wait.toMillis());
    }

    void recovered(int failuresInARow) {
        LOG.infof("The exporter \"%s\" works again after %d failures", exporterName, failuresInARow);
    }

    void abandoned(ExportFailure failure, int events) {
        LOG.errorf(
                "The exporter \"%s\" was %s. A new instance takes its place; %d events are sent again and may arrive twice.",
                exporterName, failure.cause().getMessage(), events);
    }

    void replaced(String kind, long pending) {
        LOG.infof(
                "The exporter \"%s\" (%s) goes on with its new configuration; %d events are pending",
                exporterName, kind, pending);
    }

    void hangsInClose() {
        LOG.errorf("The exporter \"%s\" did not return from its close; its successor starts beside it", exporterName);
    }

    /** Says what was given up since this was called last. */
    void givenUp(Progress now) {
        rejected(now.rejected().dropped() - said.rejected().dropped(), "dropped");
        rejected(now.rejected().deadLettered() - said.rejected().deadLettered(), KEPT);
        exhausted(now.exhausted().dropped() - said.exhausted().dropped(), "dropped");
        exhausted(now.exhausted().deadLettered() - said.exhausted().deadLettered(), KEPT);
        said = now;
    }

    private void rejected(long events, String fate) {
        if (events > 0) {
            LOG.warnf(
                    "The destination of the exporter \"%s\" refused %d events for good; they are %s. The causes are logged at DEBUG.",
                    exporterName, events, fate);
        }
    }

    private void exhausted(long events, String fate) {
        if (events > 0) {
            LOG.warnf(
                    "The exporter \"%s\" gave up %d events, as retry.max-attempts or retry.max-elapsed says; they are %s.",
                    exporterName, events, fate);
        }
    }

    void overflowed(long dropped, Instant now) {
        if (dropped > droppedSoFar && !now.isBefore(nextOverflowLine)) {
            LOG.warnf(
                    "The exporter \"%s\" lags by more than the event store's capacity and lost its oldest %d events",
                    exporterName, dropped - droppedSoFar);
            droppedSoFar = dropped;
            nextOverflowLine = now.plus(BETWEEN_OVERFLOW_LINES);
        }
    }

    void stopped(FlushResult result) {
        if (result.pending() == 0) {
            LOG.infof(
                    "The exporter \"%s\" stopped: %d events in its last flush, none left",
                    exporterName, result.delivered());
        } else {
            LOG.errorf(
                    "The exporter \"%s\" stopped: %d events in its last flush, %d NOT delivered: %s",
                    exporterName,
                    result.delivered(),
                    result.pending(),
                    result.failure().map(failure -> failure.cause().toString()).orElse("they came too late"));
        }
    }
}
