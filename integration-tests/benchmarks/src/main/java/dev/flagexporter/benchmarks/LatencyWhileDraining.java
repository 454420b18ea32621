package dev.flagexporter.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.EventStore;
import org.jctools.queues.MpscArrayQueue;

/**
 * How long single appends take while another thread takes out what is appended: the store and an MPSC queue, each in a
 * part of its own of every round, and the median over the rounds. Appends come at a steady pace, which both readers keep
 * up with. A machine that is busy otherwise shows in both, as its scheduler's time slices.
 *
 * <p>Before, so much is appended that the step to a new chunk is compiled, too: it happens once in 1 024 appends, which
 * is what these quantiles are about.
 *
 * <p>Arguments: rounds, appends per round, nanoseconds between appends, and what is done meanwhile: {@code drain} (which
 * it is without this argument) or {@code export}.
 */
public final class LatencyWhileDraining {

    private static final int ROOM = 200_000;
    private static final int BATCH = 1000;
    private static final int WARMUP_BURSTS = 10_000;
    private static final int BURST = 4096;
    private static final double[] QUANTILES = {0.5, 0.99, 0.999, 0.9999};

    /** What is appended to, and one batch taken out of it and handed on. */
    private record Pipe(
            String name, Predicate<FeatureEvent> append, ToIntFunction<Consumer<List<FeatureEvent>>> take) {}

    /** What is appended, and what becomes of it. */
    private enum Work {
        /** Events that exist already are taken out, and that is all. */
        DRAIN {
            @Override
            FeatureEvent event(int number) {
                return SampleEvents.ready(number);
            }

            @Override
            void export(List<FeatureEvent> batch) {}
        },
        /** New events become lines of JSON, so that there are collections as well. */
        EXPORT {
            @Override
            FeatureEvent event(int number) {
                return SampleEvents.fresh(number);
            }

            @Override
            void export(List<FeatureEvent> batch) {
                batch.forEach(FeatureEvent::formatInJson);
            }
        };

        abstract FeatureEvent event(int number);

        abstract void export(List<FeatureEvent> batch);
    }

    /** Takes out batches until there is nothing left and nothing to come. */
    private static final class Reader extends Thread {

        private final IntSupplier take;
        private volatile boolean last;
        private long taken;

        Reader(IntSupplier take) {
            super("reader");
            this.take = take;
        }

        @Override
        public void run() {
            while (true) {
                boolean noMore = last;
                int count = take.getAsInt();
                taken += count;
                if (count == 0 && noMore) {
                    return;
                }
                Thread.onSpinWait();
            }
        }

        /** How many events were taken out. */
        long end() throws InterruptedException {
            last = true;
            join();
            return taken;
        }
    }

    private LatencyWhileDraining() {}

    /**
     * Prints one line per quantile for the queue and for the store: name, quantile, nanoseconds, median ratio to the queue;
     * and one with the number of collections.
     *
     * @param arguments see the class
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        int appends = Integer.parseInt(arguments[1]);
        int pace = Integer.parseInt(arguments[2]);
        Work work = arguments.length < 4 ? Work.DRAIN : Work.valueOf(arguments[3].toUpperCase(Locale.ROOT));
        try (Exporters exporters = new Exporters(ROOM, 1, 0)) {
            warmUp(exporters);
            Pipe[] pipes = {queue(), store(exporters)};
            measure(pipes, work, 1, appends, pace);
            long collections = GarbageCollections.count();
            print(pipes, measure(pipes, work, rounds, appends, pace));
            System.out.printf("collections\tduring all appends\t%d%n", GarbageCollections.count() - collections);
        }
    }

    /** The quantiles of each pipe in each round. */
    private static double[][][] measure(Pipe[] pipes, Work work, int rounds, int appends, int pace)
            throws InterruptedException {
        double[][][] nanos = new double[QUANTILES.length][pipes.length][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < pipes.length; i++) {
                int turn = (i + round) % pipes.length;
                long[] sorted = measure(pipes[turn], work, appends, pace);
                for (int q = 0; q < QUANTILES.length; q++) {
                    nanos[q][turn][round] = sorted[(int) (QUANTILES[q] * (appends - 1))];
                }
            }
        }
        return nanos;
    }

    private static void warmUp(Exporters exporters) {
        for (int burst = 0; burst < WARMUP_BURSTS; burst++) {
            for (int i = 0; i < BURST; i++) {
                exporters.store().append(SampleEvents.ready(i));
            }
            exporters.drain();
        }
    }

    private static Pipe queue() {
        MpscArrayQueue<FeatureEvent> queue = new MpscArrayQueue<>(ROOM);
        return new Pipe("mpsc", queue::offer, export -> {
            List<FeatureEvent> batch = new ArrayList<>();
            int taken = queue.drain(batch::add, BATCH);
            export.accept(batch);
            return taken;
        });
    }

    private static Pipe store(Exporters exporters) {
        EventStore<FeatureEvent> store = exporters.store();
        return new Pipe(
                "store",
                event -> store.append(event) == AppendResult.APPENDED,
                export -> exporters.take("exporter-0", BATCH, export));
    }

    /** The nanoseconds of each append, sorted. */
    private static long[] measure(Pipe pipe, Work work, int appends, int pace) throws InterruptedException {
        Reader reader = new Reader(() -> pipe.take().applyAsInt(work::export));
        reader.start();
        long[] nanos = new long[appends];
        long due = System.nanoTime();
        for (int i = 0; i < appends; i++) {
            FeatureEvent event = work.event(i);
            due = Math.max(due + pace, System.nanoTime());
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            boolean appended = pipe.append().test(event);
            nanos[i] = System.nanoTime() - start;
            if (!appended) {
                throw Target.lost(event);
            }
        }
        long taken = reader.end();
        if (taken != appends) {
            throw new IllegalStateException(pipe.name() + " gave " + taken + " of " + appends + " events");
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void print(Pipe[] pipes, double[][][] nanos) {
        for (int q = 0; q < QUANTILES.length; q++) {
            for (int i = 0; i < pipes.length; i++) {
                System.out.printf(
                        Locale.ROOT,
                        "%s\tp%s\t%.0f\t%.3f%n",
                        pipes[i].name(),
                        QUANTILES[q] * 100,
                        Statistics.median(nanos[q][i]),
                        Statistics.medianRatio(nanos[q][i], nanos[q][0]));
            }
        }
    }
}
