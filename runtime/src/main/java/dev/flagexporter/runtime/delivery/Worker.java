package dev.flagexporter.runtime.delivery;

/**
 * Runs the cycles of one exporter, one at a time. A cycle that throws an {@link AbandonedException} was replaced before
 * and ends without effect.
 */
interface Worker {

    /** Runs a cycle now, and one after each {@link #wake}; wake-ups that come during a cycle count as one. */
    void start(Runnable cycle);

    /** Has a cycle run soon. Never blocks. */
    void wake();

    /** Leaves the cycle that runs to itself, and runs another one now. */
    void replace();

    /** Does something beside the cycles that may take its time. */
    void beside(Runnable action);

    /** Called by the last cycle: there are no more. */
    void finish();
}
