package dev.flagexporter.runtime.delivery;

/**
 * Distinguishes a poison event from a destination that rejects everything. Both answer "rejected"; but the destination of a poison
 * event delivers its neighbours. So rejections are counted until something is delivered.
 *
 * <p>Isolating one poison event in a batch takes about log2(batch size) rejected attempts, hence {@link #MAX_ATTEMPTS}. A
 * few events may be rejected in a row while nothing else is pending, hence {@link #MAX_EVENTS}.
 */
final class RejectionStreak {

    /** More rejected attempts in a row mean that the destination fails; enough to isolate an event among a million. */
    static final int MAX_ATTEMPTS = 21;

    /** So many rejected events in a row are given up although nothing was delivered in between. */
    static final int MAX_EVENTS = 5;

    private int attempts;
    private int events;

    void delivered() {
        attempts = 0;
        events = 0;
    }

    void rejectedAttempt() {
        attempts = Math.min(attempts + 1, MAX_ATTEMPTS + 1);
    }

    /** Whether this number of further rejected events may be given up. */
    boolean mayGiveUp(int more) {
        return events + more <= MAX_EVENTS;
    }

    void gaveUp(int more) {
        events += more;
    }

    boolean isFailing() {
        return attempts > MAX_ATTEMPTS;
    }
}
