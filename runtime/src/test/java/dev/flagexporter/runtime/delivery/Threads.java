package dev.flagexporter.runtime.delivery;

import java.util.List;

/** What threads there are, and of which kind. */
final class Threads {

    private Threads() {}

    /** Whether a thread is a virtual one; there is none before Java 21. */
    static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return Runtime.version().feature() >= 21
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    /** The live threads of an exporter. */
    static List<Thread> of(String exporterName) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("flag-exporter-" + exporterName))
                .toList();
    }
}
