package dev.flagexporter.runtime.delivery;

/** Runs the cycles of one exporter, one at a time. */
interface Worker {

    /** Runs a cycle now, and one after each {@link #wake}; wake-ups that come during a cycle count as one. */
    void start(Runnable cycle);

    /** Has a cycle run soon. Never blocks. */
    void wake();

    /** Interrupts the cycle that runs. */
    void interrupt();

    /** Called by the last cycle: there are no more. */
    void finish();
}
