package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.FeatureEvent;

/**
 * Compares what it costs to write events, in turns within one JVM as {@link PairedAppend} does: each round has all events
 * once in each form. What is written is counted and thrown away.
 *
 * <p>Arguments: which events, see {@link WrittenEvents#named}; rounds; then names of forms, see {@link Writings#of}. The
 * first form is what the others are compared to.
 */
public final class PairedFormats {

    private static final int LEAST_WARMUP = 200;

    private PairedFormats() {}

    /**
     * Prints one line per form: name, which events, median nanoseconds per event, median ratio to the first form.
     *
     * @param arguments see the class
     * @throws Exception when a form cannot be written, or two forms of the same kind differ
     */
    public static void main(String[] arguments) throws Exception {
        List<FeatureEvent> events = WrittenEvents.named(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        List<Writing> writings = Stream.of(arguments).skip(2).map(Writings::of).toList();
        for (Writing writing : writings) {
            writing.prepare(events);
        }
        Writings.checkSame(writings);
        double[][] nanos = measure(writings, rounds);
        for (int i = 0; i < writings.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%s\t%s\t%.2f\t%.3f%n",
                    writings.get(i).name(),
                    arguments[0],
                    Statistics.median(nanos[i]) / events.size(),
                    Statistics.medianRatio(nanos[i], nanos[0]));
        }
    }

    /** Nanoseconds of each form in each round. */
    private static double[][] measure(List<Writing> writings, int rounds) throws Exception {
        int warmup = Math.min(rounds, Math.max(LEAST_WARMUP, rounds / 4));
        double[][] nanos = new double[writings.size()][rounds];
        Discarded output = new Discarded();
        for (int round = -warmup; round < rounds; round++) {
            for (int i = 0; i < writings.size(); i++) {
                int turn = Math.floorMod(i + round, writings.size());
                long start = System.nanoTime();
                writings.get(turn).write(output);
                long taken = System.nanoTime() - start;
                if (round >= 0) {
                    nanos[turn][round] = taken;
                }
            }
        }
        output.checkWritten();
        return nanos;
    }
}
