package dev.flagexporter.runtime.delivery;

/**
 * What an exporter has done with its events so far, as one value that is swapped whole.
 *
 * @param delivered delivered events
 * @param givenUp events that are neither delivered nor pending
 * @param possiblyDuplicated events of abandoned attempts, which may have been delivered before they were sent again
 * @param attempts attempts at deliveries, whether the exporter could be opened for them or not
 * @param failedAttempts attempts that failed, in part or as a whole
 */
record Progress(long delivered, GivenUp givenUp, long possiblyDuplicated, long attempts, long failedAttempts) {

    static final Progress NONE = new Progress(0, GivenUp.NONE, 0, 0, 0);

    /** Events that were dropped, and those in the dead-letter file. */
    record Fate(long dropped, long deadLettered) {

        static final Fate NONE = new Fate(0, 0);

        Fate plus(long events, Disposal disposal) {
            return disposal == Disposal.DEAD_LETTER
                    ? new Fate(dropped, deadLettered + events)
                    : new Fate(dropped + events, deadLettered);
        }

        long total() {
            return dropped + deadLettered;
        }
    }

    /**
     * Events that were given up.
     *
     * @param rejected events that the destination permanently rejected
     * @param exhausted events with too many attempts or too long a time
     * @param deadLettersFull events that were dropped because the dead-letter file was full
     */
    record GivenUp(Fate rejected, Fate exhausted, long deadLettersFull) {

        static final GivenUp NONE = new GivenUp(Fate.NONE, Fate.NONE, 0);

        GivenUp rejecting(long events, Disposal disposal) {
            return new GivenUp(rejected.plus(events, disposal), exhausted, deadLettersFull);
        }

        GivenUp exhausting(long events, Disposal disposal) {
            return new GivenUp(rejected, exhausted.plus(events, disposal), deadLettersFull);
        }

        GivenUp droppingDeadLetters(long events) {
            return new GivenUp(rejected, exhausted, deadLettersFull + events);
        }

        long deadLettered() {
            return rejected.deadLettered() + exhausted.deadLettered();
        }

        long total() {
            return rejected.total() + exhausted.total() + deadLettersFull;
        }
    }

    Progress delivering(long events) {
        return new Progress(delivered + events, givenUp, possiblyDuplicated, attempts, failedAttempts);
    }

    Progress givingUp(GivenUp after) {
        return new Progress(delivered, after, possiblyDuplicated, attempts, failedAttempts);
    }

    Progress possiblyDuplicating(long events) {
        return new Progress(delivered, givenUp, possiblyDuplicated + events, attempts, failedAttempts);
    }

    Progress attempting(boolean failed) {
        return new Progress(delivered, givenUp, possiblyDuplicated, attempts + 1, failedAttempts + (failed ? 1 : 0));
    }

    /** The number of events that are no longer pending. */
    long settled() {
        return delivered + givenUp.total();
    }
}
