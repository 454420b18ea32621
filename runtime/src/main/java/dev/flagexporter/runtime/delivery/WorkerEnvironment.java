package dev.flagexporter.runtime.delivery;

import java.util.Random;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * What the worker of an exporter needs of the world.
 *
 * @param clock the time
 * @param random where the waits between attempts are drawn from
 * @param calls runs the calls of the exporter
 * @param threads starts the worker's thread, of a name
 */
record WorkerEnvironment(
        DeliveryClock clock, RandomGenerator random, ExporterCalls calls, BiConsumer<String, Runnable> threads) {

    /** Platform daemon threads on every JDK: there are few, they live long, and exporters may compute. */
    static WorkerEnvironment real(String exporterName, DeliveryClock clock) {
        return new WorkerEnvironment(
                clock,
                new Random(),
                new CallThread("flag-exporter-" + exporterName, clock),
                WorkerEnvironment::startDaemon);
    }

    private static void startDaemon(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }
}
