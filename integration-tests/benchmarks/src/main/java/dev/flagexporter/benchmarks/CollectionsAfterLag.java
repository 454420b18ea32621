package dev.flagexporter.benchmarks;

import java.util.Locale;

/**
 * What garbage collections cost after an exporter that lagged has caught up, compared to a store in which none lagged:
 * chunks that were promoted to the old generation must not keep their successors alive.
 *
 * <p>Argument: million events.
 */
public final class CollectionsAfterLag {

    private static final int BATCH = 1000;
    private static final int KEPT = 150_000;
    private static final int FULL_COLLECTIONS = 3;
    private static final int MILLION = 1_000_000;

    private CollectionsAfterLag() {}

    /**
     * Prints two lines, for none having lagged and for one: which, number of collections, their milliseconds, ratio.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) {
        int events = Integer.parseInt(arguments[0]) * MILLION;
        long without = measure("none lagged", false, events, 0);
        measure("one lagged", true, events, without);
    }

    /** The milliseconds; they are compared to others if there are any. */
    private static long measure(String name, boolean lag, int events, long others) {
        try (Exporters exporters = new Exporters(Target.ROOM, 2, 0)) {
            pass(exporters, events / 10, true);
            pass(exporters, KEPT, !lag);
            // what is pending becomes old
            for (int i = 0; i < FULL_COLLECTIONS; i++) {
                System.gc();
            }
            exporters.drain();
            long count = GarbageCollections.count();
            long before = GarbageCollections.milliseconds();
            pass(exporters, events, true);
            long taken = Math.max(1, GarbageCollections.milliseconds() - before);
            System.out.printf(
                    Locale.ROOT,
                    "%s\t%d collections\t%d\t%.3f%n",
                    name,
                    GarbageCollections.count() - count,
                    taken,
                    taken / (double) (others == 0 ? taken : others));
            return taken;
        }
    }

    /** One exporter keeps up, the other one only if it shall. */
    private static void pass(Exporters exporters, int events, boolean both) {
        for (int appended = 0; appended < events; appended += BATCH) {
            append(exporters, appended);
            exporters.take("exporter-0", BATCH);
            if (both) {
                exporters.take("exporter-1", BATCH);
            }
        }
    }

    private static void append(Exporters exporters, int first) {
        for (int i = 0; i < BATCH; i++) {
            exporters.store().append(SampleEvents.fresh(first + i));
        }
    }
}
