package dev.flagexporter.runtime.delivery;

import java.lang.reflect.Method;

/**
 * Starts the threads that exporters run on: virtual ones where the JVM has them, so that an exporter that waits costs
 * next to nothing, and daemons elsewhere. Which one is decided once.
 */
final class WorkerThreads {

    /** The first release of the JDK with virtual threads. */
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private static final Starter STARTER = starter();

    private WorkerThreads() {}

    private interface Starter {

        void start(String name, Runnable action);
    }

    static void start(String name, Runnable action) {
        STARTER.start(name, action);
    }

    private static Starter starter() {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
            return WorkerThreads::startDaemon;
        }
        try {
            return virtualThreads();
        } catch (ReflectiveOperationException e) {
            return WorkerThreads::startDaemon;
        }
    }

    private static void startDaemon(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code Thread.ofVirtual().name(name).start(action)}, which the compiler does not know yet. */
    private static Starter virtualThreads() throws ReflectiveOperationException {
        Method ofVirtual = Thread.class.getMethod("ofVirtual");
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Method naming = builder.getMethod("name", String.class);
        Method starting = builder.getMethod("start", Runnable.class);
        return (name, action) -> {
            try {
                starting.invoke(naming.invoke(ofVirtual.invoke(null), name), action);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a virtual thread could not be started", e);
            }
        };
    }
}
