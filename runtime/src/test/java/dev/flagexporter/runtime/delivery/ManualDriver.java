package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

import dev.flagexporter.ExporterState;
import org.jspecify.annotations.Nullable;

/** Takes the place of an exporter's thread: runs the cycles that are due when a test says so. */
final class ManualDriver {

    private final ManualClock clock;
    private final ManualCalls calls;
    private final WorkerEnvironment environment;
    private @Nullable ExporterWorker<?> worker;
    private boolean started;
    private boolean busy;
    private int cycles;

    ManualDriver(ManualClock clock, RandomGenerator random) {
        this.clock = clock;
        this.calls = new ManualCalls(clock);
        this.environment = new WorkerEnvironment(clock, random, calls, (name, thread) -> started = true);
    }

    WorkerEnvironment environment() {
        return environment;
    }

    ManualCalls calls() {
        return calls;
    }

    void drive(DefaultDataExporter<?> exporter) {
        worker = exporter.worker();
    }

    /** Runs cycles until nothing is due; none while one is running; whether it ran any. */
    boolean run() {
        int before = cycles;
        while (isDue()) {
            busy = true;
            cycles++;
            worker.cycle();
            busy = false;
        }
        return cycles > before;
    }

    private boolean isDue() {
        return isIdle() && worker.untilWork() <= 0;
    }

    private boolean isIdle() {
        return started && !busy && worker != null && worker.state() != ExporterState.STOPPED;
    }

    /** When the next cycle is due without a request, from now on; far away if never. */
    Duration untilWork() {
        return isIdle() ? Duration.ofNanos(Math.max(0, worker.untilWork())) : Duration.ofDays(365);
    }

    /** Lets time pass, with all cycles that become due meanwhile. */
    void advance(Duration duration) {
        long end = clock.nanoTime() + duration.toNanos();
        run();
        for (Duration next = untilWork(); clock.nanoTime() + next.toNanos() <= end; next = untilWork()) {
            clock.advance(next);
            run();
        }
        if (end - clock.nanoTime() > 0) {
            clock.advance(Duration.ofNanos(end - clock.nanoTime()));
        }
        run();
    }

    /** Whether a cycle is running. */
    boolean isBusy() {
        return busy;
    }

    /** How many cycles have begun. */
    int cycles() {
        return cycles;
    }
}
