package dev.flagexporter.runtime.delivery;

/**
 * What an exporter has done so far, as one value that is swapped whole.
 *
 * @param delivered events that arrived
 * @param rejected events that the destination refused for good
 * @param exhausted events that were given up after too many attempts or too long a time
 * @param possiblyDoubled events of abandoned attempts, which may have arrived before they were sent again
 * @param attempts exports that were tried
 * @param failedAttempts exports that failed, in part or as a whole
 */
record Progress(
        long delivered, long rejected, long exhausted, long possiblyDoubled, long attempts, long failedAttempts) {

    static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0);

    Progress delivering(int events) {
        return new Progress(delivered + events, rejected, exhausted, possiblyDoubled, attempts, failedAttempts);
    }

    Progress rejecting(int events) {
        return new Progress(delivered, rejected + events, exhausted, possiblyDoubled, attempts, failedAttempts);
    }

    Progress exhausting(int events) {
        return new Progress(delivered, rejected, exhausted + events, possiblyDoubled, attempts, failedAttempts);
    }

    Progress doubting(int events) {
        return new Progress(delivered, rejected, exhausted, possiblyDoubled + events, attempts, failedAttempts);
    }

    Progress attempting(boolean failed) {
        int failures = failed ? 1 : 0;
        return new Progress(delivered, rejected, exhausted, possiblyDoubled, attempts + 1, failedAttempts + failures);
    }

    /** Events that are not pending any more. */
    long settled() {
        return delivered + rejected + exhausted;
    }
}
