package dev.flagexporter.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;

/**
 * Compares what it costs to decode the body of a request, in turns within one JVM. Counts the CPU time of the thread, so other
 * programs on the machine matter less; collections are not part of it.
 *
 * <p>Arguments: which bodies, see {@link SampleBodies#named}; events in a body; rounds.
 */
public final class PairedDecoding {

    private static final int EVENTS_PER_TURN = 2000;

    private PairedDecoding() {}

    /**
     * Prints one line per decoder: name, which bodies, median nanoseconds per event, median ratio to the collector's decoder.
     *
     * @param arguments see the class
     * @throws Exception when a body cannot be decoded
     */
    public static void main(String[] arguments) throws Exception {
        int events = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        byte[] body = SampleBodies.named(arguments[0], events, 0);
        List<BodyDecoding> decodings = List.of(new CollectorDecoding(), new DataBindingDecoding(), new TreeDecoding());
        double[][] nanos = new double[decodings.size()][rounds];
        for (int round = -rounds; round < rounds; round++) {
            for (int i = 0; i < decodings.size(); i++) {
                int turn = Math.floorMod(i + round, decodings.size());
                double taken = cpuNanosPerEvent(decodings.get(turn), body, events);
                if (round >= 0) {
                    nanos[turn][round] = taken;
                }
            }
        }
        for (int i = 0; i < decodings.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%s\t%s, %d events\t%.2f\t%.3f%n",
                    decodings.get(i).name(),
                    arguments[0],
                    events,
                    Statistics.median(nanos[i]),
                    Statistics.medianRatio(nanos[i], nanos[0]));
        }
    }

    private static double cpuNanosPerEvent(BodyDecoding decoding, byte[] body, int events) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int times = Math.max(1, EVENTS_PER_TURN / events);
        long start = threads.getCurrentThreadCpuTime();
        long decoded = decoding.decode(body, times);
        long taken = threads.getCurrentThreadCpuTime() - start;
        if (decoded != (long) times * events) {
            throw new IllegalStateException(decoding.name() + " decoded " + decoded + " events");
        }
        return (double) taken / decoded;
    }
}
