package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import dev.flagexporter.ExporterState;
import org.jspecify.annotations.Nullable;

/** Takes the place of an exporter's thread: runs the cycles that are due when a test says so. */
final class ManualDriver {

    private final ManualClock clock;
    private final List<ManualCalls> calls = new ArrayList<>();
    private final WorkerEnvironment environment;
    private @Nullable ExporterWorker<?> worker;
    private boolean started;
    private boolean busy;
    private int cycles;

    ManualDriver(ManualClock clock, RandomGenerator random) {
        this.clock = clock;
        this.environment = new WorkerEnvironment(clock, random, this::newCalls, this::startThread);
    }

    WorkerEnvironment environment() {
        return environment;
    }

    /** Calls of one exporter; of another one when it is replaced. */
    ManualCalls newCalls() {
        calls.add(new ManualCalls(clock));
        return calls.get(calls.size() - 1);
    }

    /** The worker runs when a test says so; an answer is given at once. */
    private void startThread(String name, Runnable action) {
        if (name.endsWith("-worker")) {
            started = true;
        } else {
            action.run();
        }
    }

    /** How many calls hang. */
    int hanging() {
        return calls.stream().mapToInt(ManualCalls::hanging).sum();
    }

    /** The calls that hang return. */
    void returnAll() {
        calls.forEach(ManualCalls::returnAll);
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
