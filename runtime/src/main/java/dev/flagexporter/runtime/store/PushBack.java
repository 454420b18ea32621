package dev.flagexporter.runtime.store;

import java.time.Duration;

import dev.flagexporter.runtime.log.GuardedLogger;

/**
 * Whether a consumer that is healthy and merely behind makes senders wait, and since when. One that does not deliver in
 * time what was pending when it began counts as failing until it has caught up.
 *
 * <p><b>Thread safety.</b> Appenders only note that there was no room. All else is decided, and logged, on the thread of
 * the {@link WakeUpDispatcher}; the state may be read by any thread.
 */
final class PushBack {

    /**
     * What a consumer lags by.
     *
     * @param events how many events are pending, as a share of the capacity
     * @param bytes how many bytes are pending, as a share of the limit
     */
    record Lag(double events, double bytes) {

        boolean isBelow(double share) {
            return events < share && bytes < share;
        }
    }

    private enum State {
        NONE,
        PUSHING,
        OVERDUE
    }

    private static final GuardedLogger LOG = GuardedLogger.of("dev.flagexporter");

    /** Below this share of the limits, senders have room enough to go on. */
    private static final double RELIEVED = 0.5;

    /** Below this share of the limits, a consumer that was too slow has caught up. */
    private static final double CAUGHT_UP = 0.1;

    private final String consumerId;
    private volatile State state = State.NONE;
    private volatile boolean noted;

    // used by the dispatcher only
    private long since;
    private long backlogEnd;

    PushBack(String consumerId) {
        this.consumerId = consumerId;
    }

    /** Notes that events found no room because of this consumer. */
    void note() {
        if (!noted && state == State.NONE) {
            noted = true;
        }
    }

    boolean isPushing() {
        return state == State.PUSHING;
    }

    /** Whether the consumer has pushed back for too long, and has not caught up since. */
    boolean isOverdue() {
        return state == State.OVERDUE;
    }

    /** Whether there is anything to decide. */
    boolean isQuiet() {
        return state == State.NONE && !noted;
    }

    /**
     * Decides anew.
     *
     * @param lag what is pending
     * @param settled the offset up to which nothing is pending
     * @param tail the offset of the next event
     * @param now from {@link System#nanoTime()}
     * @param limit how long the consumer may take for what was pending when it began to push back
     */
    void look(Lag lag, long settled, long tail, long now, Duration limit) {
        boolean full = noted;
        noted = false;
        switch (state) {
            case NONE -> {
                if (full && !lag.isBelow(RELIEVED)) {
                    begin(settled, tail, now);
                }
            }
            case PUSHING -> {
                if (lag.isBelow(RELIEVED)) {
                    stop("has caught up: the event store has room again");
                } else if (settled >= backlogEnd) {
                    since = now;
                    backlogEnd = tail;
                } else if (now - since > limit.toNanos()) {
                    giveUp(limit);
                }
            }
            case OVERDUE -> {
                if (lag.isBelow(CAUGHT_UP)) {
                    stop("has caught up and counts as healthy again");
                }
            }
        }
    }

    /** The consumer fails: nobody waits for it. */
    void reset() {
        noted = false;
        if (state == State.PUSHING) {
            stop("fails and no longer makes senders wait");
        }
    }

    private void begin(long settled, long tail, long now) {
        state = State.PUSHING;
        since = now;
        backlogEnd = tail;
        LOG.infof(
                "Exporter \"%s\" is behind by %d events: the event store is full and senders have to wait",
                consumerId, tail - settled);
    }

    private void giveUp(Duration limit) {
        state = State.OVERDUE;
        LOG.warnf(
                "Exporter \"%s\" did not deliver its backlog within store.max-push-back (%d s): it counts as failing and drops its oldest events until it has caught up",
                consumerId, limit.toSeconds());
    }

    private void stop(String why) {
        state = State.NONE;
        LOG.infof("Exporter \"%s\" %s", consumerId, why);
    }
}
