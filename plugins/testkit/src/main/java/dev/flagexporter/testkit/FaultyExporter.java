package dev.flagexporter.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.InMemoryExporter.Batch;

/**
 * An exporter with which things go wrong, in front of one that works. Faults happen in the order in which they were
 * asked for, one an export; then all goes well, unless one was asked for {@linkplain FaultyExporterBuilder#always for
 * ever}. Safe for use by many threads.
 *
 * <pre>{@code
 * FaultyExporter exporter = FaultyExporter.before(new InMemoryExporter(true))
 *         .failing(2, new IOException("down"))
 *         .hangingAndIgnoringInterrupts()
 *         .build();
 * }</pre>
 */
public final class FaultyExporter implements Exporter {

    /** What goes wrong in an export. */
    @FunctionalInterface
    public interface Fault {

        /**
         * Goes wrong by throwing or by not returning in time; returning is no fault, and the events arrive.
         *
         * @param batch what is to be exported
         * @param release what {@link FaultyExporter#release()} opens
         * @throws Exception the failure of the export
         */
        void happen(Batch batch, CountDownLatch release) throws Exception;
    }

    private static final int NO_LIMIT = Integer.MAX_VALUE / 2;

    private final Exporter exporter;
    private final Queue<Fault> faults;
    private final Queue<Exception> failuresInOpen;
    private final boolean blocksInClose;
    private final Semaphore steps;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Fault otherwise;
    // guarded by this
    private final List<Batch> attempts = new ArrayList<>();

    FaultyExporter(FaultyExporterBuilder builder) {
        this.exporter = builder.exporter;
        this.faults = new ConcurrentLinkedQueue<>(builder.faults);
        this.failuresInOpen = new ConcurrentLinkedQueue<>(builder.failuresInOpen);
        this.otherwise = builder.otherwise;
        this.blocksInClose = builder.blocksInClose;
        this.steps = new Semaphore(builder.stepwise ? 0 : NO_LIMIT);
    }

    /**
     * Begins without faults.
     *
     * @param exporter gets what gets through
     * @return to say what goes wrong
     */
    public static FaultyExporterBuilder before(Exporter exporter) {
        return new FaultyExporterBuilder(exporter);
    }

    @Override
    public boolean isBulk() {
        return exporter.isBulk();
    }

    @Override
    public void open() throws Exception {
        Exception failure = failuresInOpen.poll();
        if (failure != null) {
            throw failure;
        }
        exporter.open();
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        Batch batch = new Batch(context, events);
        // before anybody can know of this export and interrupt it
        Fault next = faults.poll();
        remember(batch);
        reached.countDown();
        steps.acquire();
        (next == null ? otherwise : next).happen(batch, released);
        exporter.export(context, events);
    }

    private synchronized void remember(Batch batch) {
        attempts.add(batch);
    }

    @Override
    public void close() throws Exception {
        if (blocksInClose) {
            Faults.awaitUninterruptibly(released);
        }
        exporter.close();
    }

    /** Lets go of everything that hangs, blocks or waits for a step, now and later. */
    public synchronized void release() {
        if (released.getCount() > 0) {
            released.countDown();
            steps.release(NO_LIMIT);
        }
    }

    /**
     * Lets more exports happen of one that goes {@linkplain FaultyExporterBuilder#stepwise() step by step}.
     *
     * @param exports how many; also those that are to come
     */
    public void allow(int exports) {
        steps.release(exports);
    }

    /** Forgets the faults that are still to come: from now on all goes well, except for what hangs or blocks already. */
    public void recover() {
        failuresInOpen.clear();
        faults.clear();
        otherwise = Faults.NONE;
    }

    /**
     * Waits for the first export to begin.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public void awaitExport() throws InterruptedException {
        reached.await();
    }

    /**
     * What it was asked to export, also where that went wrong.
     *
     * @return a copy, in the order in which the exports began
     */
    public synchronized List<Batch> attempts() {
        return List.copyOf(attempts);
    }
}
