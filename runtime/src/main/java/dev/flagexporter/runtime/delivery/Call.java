package dev.flagexporter.runtime.delivery;

/**
 * One call of an exporter, made by the thread that creates this.
 *
 * <p><b>Who races.</b> The thread ends the call, the timer interrupts or abandons it. Each does so under this object's
 * monitor and only while the call runs, so an interrupt hits this call and nothing that comes after it: one that the
 * call did not notice is cleared when it ends. Of ending and abandoning, the first wins.
 */
final class Call {

    private enum State {
        RUNNING,
        ENDED,
        ABANDONED
    }

    private final Thread thread = Thread.currentThread();

    // guarded by this
    private State state = State.RUNNING;
    private boolean late;

    /** Tells the call that its time is over; whether it was still running. */
    synchronized boolean timeOut() {
        late = state == State.RUNNING;
        interrupt();
        return late;
    }

    synchronized void interrupt() {
        if (state == State.RUNNING) {
            thread.interrupt();
        }
    }

    /** Gives the call up; whether it was still running, and belongs to nobody now. */
    synchronized boolean abandon() {
        if (state != State.RUNNING) {
            return false;
        }
        state = State.ABANDONED;
        return true;
    }

    /** Called by the call's own thread; false when it was abandoned before. */
    synchronized boolean end() {
        boolean ignored = Thread.interrupted();
        if (state == State.ABANDONED) {
            return false;
        }
        state = State.ENDED;
        return true;
    }

    /** Whether it ran longer than it may. */
    synchronized boolean isLate() {
        return late;
    }
}
