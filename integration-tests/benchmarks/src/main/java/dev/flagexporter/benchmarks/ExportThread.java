package dev.flagexporter.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.flagexporter.spi.event.FeatureEvent;

/** Takes batches out of a queue, as whoever uses one for exports has to, and hands them to an exporter. */
final class ExportThread extends Thread {

    static final int BATCH = 1000;

    private final Consumer<List<FeatureEvent>> source;
    private final CountingExporter exporter = new CountingExporter(true);
    private volatile boolean ended;

    /**
     * A thread that is to be started.
     *
     * @param source adds up to {@value #BATCH} events to a list; waits for a while when there are none
     */
    ExportThread(Consumer<List<FeatureEvent>> source) {
        super("export");
        this.source = source;
        setDaemon(true);
    }

    @Override
    public void run() {
        while (!ended) {
            List<FeatureEvent> batch = new ArrayList<>(BATCH);
            source.accept(batch);
            exporter.take(batch);
        }
    }

    CountingExporter exporter() {
        return exporter;
    }

    void end() {
        ended = true;
        interrupt();
    }
}
