package dev.flagexporter.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares what an append costs, target by target in one JVM: each round has one burst into each target, in an order
 * that rotates, so that whatever slows the machine down for a while slows all of them. What is compared are medians of
 * the ratios within rounds; the first target is what the others are compared to.
 *
 * <p>Arguments: what is timed, see {@link Bursts#of} ({@code 1} and {@code 2} are threads that append ready events);
 * rounds; then names of targets, see {@link Targets#of}.
 */
public final class PairedAppend {

    private static final String[] DEFAULT_TARGETS = {"mpsc", "mpsc:1:1000:16384", "store", "store:32", "blocking"};
    private static final int LEAST_WARMUP = 500;

    private PairedAppend() {}

    /**
     * Prints one line per target: name, what was timed, median nanoseconds per event, median ratio to the first target.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[1]);
        String[] names = arguments.length > 2 ? Arrays.copyOfRange(arguments, 2, arguments.length) : DEFAULT_TARGETS;
        List<Target> targets = Stream.of(names).map(Targets::of).toList();
        try (Bursts bursts = Bursts.of(arguments[0])) {
            print(targets, arguments[0], bursts.events(), measure(targets, bursts, rounds));
        }
        targets.forEach(Target::close);
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

    private static void print(List<Target> targets, String timed, int events, double[][] nanos) {
        for (int i = 0; i < targets.size(); i++) {
            double each = Statistics.median(nanos[i]) / events;
            double ratio = Statistics.medianRatio(nanos[i], nanos[0]);
            System.out.printf(
                    Locale.ROOT, "%s\t%s\t%.2f\t%.3f%n", targets.get(i).name(), timed, each, ratio);
        }
    }
}
