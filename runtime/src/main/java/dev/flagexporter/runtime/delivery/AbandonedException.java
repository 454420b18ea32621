package dev.flagexporter.runtime.delivery;

/** Ends a thread that came back from a call which nobody waits for any more: another one has taken over. */
final class AbandonedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AbandonedException() {
        super("another thread has taken over", null, false, false);
    }
}
