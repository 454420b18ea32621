package dev.flagexporter.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares what an append of a ready event costs, target by target in one JVM: each round has one burst into each
 * target, in an order that rotates, so that whatever slows the machine down for a while slows all of them. What is
 * compared are medians of the ratios within rounds; the first target is what the others are compared to.
 *
 * <p>Arguments: threads (1 or 2), rounds, then names of targets, see {@link #target}.
 */
public final class PairedAppend {

    static final int BURST = 4096;

    private static final String[] DEFAULT_TARGETS = {"mpsc", "mpsc:1:1000:16384", "store", "store:32", "blocking"};
    private static final int LEAST_WARMUP = 500;

    private PairedAppend() {}

    /**
     * Prints one line per target: name, threads, median nanoseconds per append, median ratio to the first target.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        String[] names = arguments.length > 2 ? Arrays.copyOfRange(arguments, 2, arguments.length) : DEFAULT_TARGETS;
        List<Target> targets = Stream.of(names).map(PairedAppend::target).toList();
        try (Bursts bursts = threads == 1 ? Bursts.byOneThread() : Bursts.byTwoThreads()) {
            print(targets, threads, measure(targets, bursts, rounds));
        }
        targets.forEach(Target::close);
    }

    /**
     * A target by its name: {@code mpsc:EXPORTERS:PENDING:ROOM}, {@code blocking:EXPORTERS:PENDING},
     * {@code otel:EXPORTERS:PENDING} or {@code store:EXPORTERS:PENDING:DEAD}, where numbers may be left out at the end.
     * Queues have one reader, whatever is said of exporters.
     */
    static Target target(String name) {
        String[] parts = name.split(":", -1);
        int exporters = number(parts, 1, 1);
        int pending = number(parts, 2, 1000);
        return switch (parts[0]) {
            case "mpsc" -> new MpscTarget(name, pending, number(parts, 3, Target.roomFor(pending)));
            case "blocking" -> new BlockingQueueTarget(name, pending);
            case "otel" -> new OpenTelemetryTarget(name, exporters, pending);
            case "store" ->
                parts.length < 4
                        ? new FlagExporterTarget(name, exporters, pending)
                        : new FlagExporterTarget(name, exporters, pending, number(parts, 3, 0));
            default -> throw new IllegalArgumentException("there is no target " + name);
        };
    }

    private static int number(String[] parts, int position, int absent) {
        return position < parts.length ? Integer.parseInt(parts[position]) : absent;
    }

    /** Nanoseconds of each target's burst in each round. */
    private static double[][] measure(List<Target> targets, Bursts bursts, int rounds) {
        int warmup = Math.min(rounds, Math.max(LEAST_WARMUP, rounds / 4));
        double[][] nanos = new double[targets.size()][rounds];
        for (int round = -warmup; round < rounds; round++) {
            for (int i = 0; i < targets.size(); i++) {
                int turn = Math.floorMod(i + round, targets.size());
                targets.get(turn).drain();
                long taken = bursts.nanosOf(targets.get(turn));
                if (round >= 0) {
                    nanos[turn][round] = taken;
                }
            }
        }
        return nanos;
    }

    private static void print(List<Target> targets, int threads, double[][] nanos) {
        for (int i = 0; i < targets.size(); i++) {
            double[] ratios = new double[nanos[i].length];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = nanos[i][round] / nanos[0][round];
            }
            double each = Statistics.median(nanos[i]) / (BURST * (double) threads);
            double ratio = Statistics.median(ratios);
            System.out.printf(
                    Locale.ROOT, "%s\t%d\t%.2f\t%.3f%n", targets.get(i).name(), threads, each, ratio);
        }
    }

    /** Times bursts. */
    private abstract static class Bursts implements AutoCloseable {

        abstract long nanosOf(Target target);

        @Override
        public void close() {}

        static Bursts byOneThread() {
            return new Bursts() {
                @Override
                long nanosOf(Target target) {
                    long start = System.nanoTime();
                    target.appendReady(BURST);
                    return System.nanoTime() - start;
                }
            };
        }

        static Bursts byTwoThreads() {
            return new TwoThreads();
        }
    }

    /** The second thread waits for the next burst without sleeping, so that both begin at once. */
    private static final class TwoThreads extends Bursts {

        private static final Target NONE = new MpscTarget("none", 0);

        private volatile long begun;
        private volatile long done;
        private volatile boolean closed;
        private Target current = NONE;

        TwoThreads() {
            Thread second = new Thread(this::run, "second");
            second.setDaemon(true);
            second.start();
        }

        private void run() {
            for (long burst = 1; await(burst); burst++) {
                current.appendReady(BURST);
                done = burst;
            }
        }

        private boolean await(long burst) {
            while (begun != burst) {
                if (closed) {
                    return false;
                }
                Thread.onSpinWait();
            }
            return true;
        }

        @Override
        long nanosOf(Target target) {
            current = target;
            long burst = begun + 1;
            long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            long start = System.nanoTime();
            begun = burst;
            target.appendReady(BURST);
            while (done != burst) {
                Thread.onSpinWait();
                if (System.nanoTime() > giveUp) {
                    throw new IllegalStateException("the second thread is gone");
                }
            }
            return System.nanoTime() - start;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
