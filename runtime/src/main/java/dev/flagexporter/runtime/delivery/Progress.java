package dev.flagexporter.runtime.delivery;

/**
 * What an exporter has done with its events so far, as one value that is swapped whole.
 *
 * @param delivered delivered events
 * @param rejected events that the destination permanently rejected
 * @param exhausted events that were given up after too many attempts or too long a time
 * @param deadLettersFull events that were dropped because the dead-letter file was full
 * @param possiblyDuplicated events of abandoned attempts, which may have been delivered before they were sent again
 * @param attempts attempts at deliveries, whether the exporter could be opened for them or not
 * @param failedAttempts attempts that failed, in part or as a whole
 */
record Progress(
        long delivered,
        GivenUp rejected,
        GivenUp exhausted,
        long deadLettersFull,
        long possiblyDuplicated,
        long attempts,
        long failedAttempts) {

    static final Progress NONE = new Progress(0, GivenUp.NONE, GivenUp.NONE, 0, 0, 0, 0);

    /** Events that were given up for one reason: those that are gone, and those in the dead-letter file. */
    record GivenUp(long dropped, long deadLettered) {

        static final GivenUp NONE = new GivenUp(0, 0);

        GivenUp plus(long events, Disposal disposal) {
            return disposal == Disposal.DEAD_LETTER
                    ? new GivenUp(dropped, deadLettered + events)
                    : new GivenUp(dropped + events, deadLettered);
        }

        long total() {
            return dropped + deadLettered;
        }
    }

    Progress delivering(long events) {
        return new Progress(
                delivered + events, rejected, exhausted, deadLettersFull, possiblyDuplicated, attempts, failedAttempts);
    }

    Progress rejecting(long events, Disposal disposal) {
        return new Progress(
                delivered,
                rejected.plus(events, disposal),
                exhausted,
                deadLettersFull,
                possiblyDuplicated,
                attempts,
                failedAttempts);
    }

    Progress exhausting(long events, Disposal disposal) {
        return new Progress(
                delivered,
                rejected,
                exhausted.plus(events, disposal),
                deadLettersFull,
                possiblyDuplicated,
                attempts,
                failedAttempts);
    }

    Progress droppingDeadLetters(long events) {
        return new Progress(
                delivered, rejected, exhausted, deadLettersFull + events, possiblyDuplicated, attempts, failedAttempts);
    }

    Progress possiblyDuplicating(long events) {
        return new Progress(
                delivered, rejected, exhausted, deadLettersFull, possiblyDuplicated + events, attempts, failedAttempts);
    }

    Progress attempting(boolean failed) {
        return new Progress(
                delivered,
                rejected,
                exhausted,
                deadLettersFull,
                possiblyDuplicated,
                attempts + 1,
                failedAttempts + (failed ? 1 : 0));
    }

    /** Events that were given up. */
    long givenUp() {
        return rejected.total() + exhausted.total() + deadLettersFull;
    }

    /** Events that are not pending any more. */
    long settled() {
        return delivered + givenUp();
    }

    long deadLettered() {
        return rejected.deadLettered() + exhausted.deadLettered();
    }
}
