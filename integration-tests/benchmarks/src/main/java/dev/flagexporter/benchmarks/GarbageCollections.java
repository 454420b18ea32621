package dev.flagexporter.benchmarks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.ToLongFunction;

/** The collections of this JVM so far. */
final class GarbageCollections {

    private GarbageCollections() {}

    static long count() {
        return sum(GarbageCollectorMXBean::getCollectionCount);
    }

    static long milliseconds() {
        return sum(GarbageCollectorMXBean::getCollectionTime);
    }

    private static long sum(ToLongFunction<GarbageCollectorMXBean> value) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(value)
                .sum();
    }
}
