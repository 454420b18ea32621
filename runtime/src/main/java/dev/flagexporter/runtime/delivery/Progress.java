package dev.flagexporter.runtime.delivery;

/**
 * What an exporter has done so far, as one value that is swapped whole.
 *
 * @param delivered events that arrived
 * @param rejected events that the destination refused for good
 * @param possiblyDoubled events of abandoned attempts, which may have arrived before they were sent again
 * @param attempts exports that were tried
 * @param failedAttempts exports that failed, in part or as a whole
 */
record Progress(long delivered, long rejected, long possiblyDoubled, long attempts, long failedAttempts) {

    static final Progress NONE = new Progress(0, 0, 0, 0, 0);

    Progress delivering(int events) {
        return new Progress(delivered + events, rejected, possiblyDoubled, attempts, failedAttempts);
    }

    Progress rejecting(int events) {
        return new Progress(delivered, rejected + events, possiblyDoubled, attempts, failedAttempts);
    }

    Progress doubting(int events) {
        return new Progress(delivered, rejected, possiblyDoubled + events, attempts, failedAttempts);
    }

    Progress attempting(boolean failed) {
        return new Progress(delivered, rejected, possiblyDoubled, attempts + 1, failedAttempts + (failed ? 1 : 0));
    }

    /** Events that are not pending any more. */
    long settled() {
        return delivered + rejected;
    }
}
