package dev.flagexporter.runtime.delivery;

import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The environment of an exporter's worker.
 *
 * @param clock the time
 * @param random source of the random waits between attempts
 * @param calls makes what runs the calls of an exporter, for the first one and for each that replaces it
 * @param threads starts a thread of a name
 */
record WorkerEnvironment(
        DeliveryClock clock,
        RandomGenerator random,
        Supplier<ExporterCalls> calls,
        BiConsumer<String, Runnable> threads) {

    /** Platform daemon threads on every JDK: there are few, they live long, and exporters may compute. */
    static WorkerEnvironment real(String exporterName, DeliveryClock clock) {
        return new WorkerEnvironment(
                clock,
                new Random(),
                () -> new CallThread("flag-exporter-" + exporterName, clock),
                WorkerEnvironment::startDaemon);
    }

    private static void startDaemon(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }
}
