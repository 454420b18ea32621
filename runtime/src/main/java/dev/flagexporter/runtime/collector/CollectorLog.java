package dev.flagexporter.runtime.collector;

import java.time.Duration;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import dev.flagexporter.runtime.log.RateLimitedLog;
import org.jboss.logging.Logger;

/** What the collector tells its operator: at most a line a minute of each sort, and never content of events. */
@Singleton
class CollectorLog {

    private enum Sort {
        CUT_DATE,
        DROPPED_META
    }

    private final RateLimitedLog log;

    CollectorLog() {
        this(new RateLimitedLog(Logger.getLogger(CollectorLog.class), Duration.ofMinutes(1)));
    }

    CollectorLog(RateLimitedLog log) {
        this.log = log;
    }

    /** Logs a request that was not accepted. A sender that went away is not a failure, and an internal error has a line already. */
    void answered(Reply reply) {
        switch (reply.outcome()) {
            case ACCEPTED, ABORTED, FAILED -> {}
            default ->
                log.warn(reply.outcome(), () -> "A request to the collector was answered with %d: %s"
                        .formatted(reply.outcome().status(), reply.reason()));
        }
    }

    /** An internal error; its message may quote the body. */
    void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        StackTraceElement[] trace = cause.getStackTrace();
        log.error(Outcome.FAILED, () -> "A request to the collector was answered with 500: internal error %s at %s"
                .formatted(cause.getClass().getName(), trace.length == 0 ? "an unknown place" : trace[0]));
    }

    void decoded(DecodedEvents events) {
        events.rejections()
                .byReason()
                .forEach((reason, tally) ->
                        log.warn(reason, () -> "Dropped %d of %d received events, the first is %s: %s"
                                .formatted(tally.count(), events.received(), tally.first(), reason.description())));
        if (events.cutDates() > 0) {
            log.warn(
                    Sort.CUT_DATE,
                    () -> "%d events have a creationDate above %d; its first 10 digits are taken as seconds"
                            .formatted(events.cutDates(), CreationDate.MAX_SECONDS));
        }
        if (events.metaDropped()) {
            log.warn(Sort.DROPPED_META, () -> "The meta of a request is beyond the limits on values and was ignored");
        }
    }
}
