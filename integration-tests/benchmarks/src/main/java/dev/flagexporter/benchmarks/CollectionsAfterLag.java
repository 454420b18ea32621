package dev.flagexporter.benchmarks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What garbage collections cost after an exporter that lagged has caught up, compared to a store in which none lagged:
 * chunks that were promoted to the old generation must not keep their successors alive.
 *
 * <p>Arguments: whether one lags ({@code true} or {@code false}), million events.
 */
public final class CollectionsAfterLag {

    private static final int BATCH = 1000;
    private static final int KEPT = 150_000;
    private static final int FULL_COLLECTIONS = 3;
    private static final int MILLION = 1_000_000;

    private CollectionsAfterLag() {}

    /**
     * Prints one line: whether one lagged, collections and their milliseconds afterwards.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) {
        boolean lag = Boolean.parseBoolean(arguments[0]);
        int events = Integer.parseInt(arguments[1]) * MILLION;
        try (Exporters exporters = new Exporters(Target.ROOM, 2, 0)) {
            pass(exporters, events / 10, true);
            pass(exporters, KEPT, !lag);
            // what is pending becomes old
            for (int i = 0; i < FULL_COLLECTIONS; i++) {
                System.gc();
            }
            exporters.drain();
            long count = collections();
            long millis = milliseconds();
            pass(exporters, events, true);
            System.out.printf(Locale.ROOT, "%s\t%d\t%d%n", lag, collections() - count, milliseconds() - millis);
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

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long milliseconds() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
