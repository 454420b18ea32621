package dev.flagexporter.runtime.delivery;

/**
 * What an exporter has done so far, as one value that is swapped whole.
 *
 * @param delivered events that arrived
 * @param rejected events that the destination refused for good
 * @param exhausted events that were given up after too many attempts or too long a time
 * @param possiblyDoubled events of abandoned attempts, which may have arrived before they were sent again
 * @param attempts attempts at deliveries, whether the exporter could be opened for them or not
 * @param failedAttempts attempts that failed, in part or as a whole
 */
record Progress(
        long delivered, GivenUp rejected, GivenUp exhausted, long possiblyDoubled, long attempts, long failedAttempts) {

    static final Progress NONE = new Progress(0, GivenUp.NONE, GivenUp.NONE, 0, 0, 0);

    private Progress delivering(int events) {
        return new Progress(delivered + events, rejected, exhausted, possiblyDoubled, attempts, failedAttempts);
    }

    private Progress rejecting(int events, Disposal disposal) {
        return new Progress(
                delivered, rejected.plus(events, disposal), exhausted, possiblyDoubled, attempts, failedAttempts);
    }

    private Progress exhausting(int events, Disposal disposal) {
        return new Progress(
                delivered, rejected, exhausted.plus(events, disposal), possiblyDoubled, attempts, failedAttempts);
    }

    Progress doubting(int events) {
        return new Progress(delivered, rejected, exhausted, possiblyDoubled + events, attempts, failedAttempts);
    }

    private Progress attempting(boolean failed) {
        int failures = failed ? 1 : 0;
        return new Progress(delivered, rejected, exhausted, possiblyDoubled, attempts + 1, failedAttempts + failures);
    }

    /** What there is to say after an attempt at so many events. */
    Progress after(Outcome outcome, int events, FailurePolicy policy) {
        Progress attempted = attempting(!(outcome instanceof Outcome.Delivered));
        if (outcome instanceof Outcome.Delivered) {
            return attempted.delivering(events);
        }
        if (outcome instanceof Outcome.PartlyFailed partly) {
            return attempted.delivering(events - partly.positions().size());
        }
        if (outcome instanceof Outcome.Exhausted) {
            return attempted.exhausting(events, policy.onExhausted());
        }
        return outcome instanceof Outcome.Rejected rejected
                ? attempted.rejecting(rejected.positions(events).size(), policy.onRejected())
                : attempted;
    }

    /** Events that were given up. */
    long givenUp() {
        return rejected.total() + exhausted.total();
    }

    /** Events that are not pending any more. */
    long settled() {
        return delivered + givenUp();
    }
}
