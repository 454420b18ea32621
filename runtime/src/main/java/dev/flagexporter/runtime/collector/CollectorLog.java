package dev.flagexporter.runtime.collector;

import java.time.Duration;

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

    void notAccepted(Reply reply) {
        log.warn(reply.outcome(), () -> "A request to the collector was answered with %d: %s"
                .formatted(reply.outcome().status(), reply.message()));
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
