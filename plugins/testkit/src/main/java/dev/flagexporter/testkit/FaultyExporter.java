package dev.flagexporter.testkit;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.PartialExportException;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * An exporter with which things go wrong, in front of one that works. Faults happen in the order in which they were
 * asked for, one an export; then all goes well, unless one was asked for {@linkplain Builder#forEver for ever}.
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
         * Goes wrong by throwing or by not returning; returning is no fault, and the events arrive.
         *
         * @param release what {@link FaultyExporter#release()} opens
         * @throws Exception the failure of the export
         */
        void happen(CountDownLatch release) throws Exception;
    }

    private final Exporter exporter;
    private final Queue<Fault> faults;
    private final Fault otherwise;
    private final boolean blocksInClose;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private FaultyExporter(Builder builder) {
        this.exporter = builder.exporter;
        this.faults = new ArrayDeque<>(builder.faults);
        this.otherwise = builder.otherwise;
        this.blocksInClose = builder.blocksInClose;
    }

    /**
     * Begins without faults.
     *
     * @param exporter gets what gets through
     * @return to say what goes wrong
     */
    public static Builder before(Exporter exporter) {
        return new Builder(exporter);
    }

    @Override
    public boolean isBulk() {
        return exporter.isBulk();
    }

    @Override
    public void open() throws Exception {
        exporter.open();
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        reached.countDown();
        Fault next = faults.poll();
        (next == null ? otherwise : next).happen(released);
        exporter.export(context, events);
    }

    @Override
    public void close() throws Exception {
        if (blocksInClose) {
            awaitUninterruptibly(released);
        }
        exporter.close();
    }

    /** Lets go of everything that hangs or blocks, now and later. */
    public void release() {
        released.countDown();
    }

    /**
     * Waits for the first export to begin.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public void awaitExport() throws InterruptedException {
        reached.await();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // that is what it ignores
            }
        }
    }

    /** Says what goes wrong, in order. */
    public static final class Builder {

        private final Exporter exporter;
        private final Queue<Fault> faults = new ArrayDeque<>();
        private Fault otherwise = release -> {};
        private boolean blocksInClose;

        private Builder(Exporter exporter) {
            this.exporter = exporter;
        }

        /**
         * One export goes wrong in a way of its own.
         *
         * @param fault what happens
         * @return this
         */
        public Builder then(Fault fault) {
            faults.add(fault);
            return this;
        }

        /**
         * Some exports fail temporarily.
         *
         * @param times how many
         * @param failure what they throw
         * @return this
         */
        public Builder failing(int times, Exception failure) {
            for (int i = 0; i < times; i++) {
                then(throwing(failure));
            }
            return this;
        }

        /**
         * One export fails in part.
         *
         * @param positions the events that fail, counted from 0; the others count as delivered, and this exporter is
         *     not asked for them
         * @return this
         */
        public Builder failingPartly(Set<Integer> positions) {
            return then(throwing(new PartialExportException("some events failed", null, positions)));
        }

        /**
         * One export is refused for good.
         *
         * @param positions the events to blame, counted from 0; empty to name none
         * @return this
         */
        public Builder rejecting(Set<Integer> positions) {
            return then(throwing(
                    positions.isEmpty()
                            ? ExportException.rejected("refused", null)
                            : ExportException.rejected("refused", null, positions)));
        }

        /**
         * One export throws an error.
         *
         * @param error what it throws
         * @return this
         */
        public Builder throwing(Error error) {
            return then(release -> {
                throw error;
            });
        }

        /**
         * One export takes its time, until it is released or interrupted.
         *
         * @return this
         */
        public Builder hanging() {
            return then(CountDownLatch::await);
        }

        /**
         * One export takes its time until it is released, whatever else is done to it.
         *
         * @return this
         */
        public Builder hangingAndIgnoringInterrupts() {
            return then(FaultyExporter::awaitUninterruptibly);
        }

        /**
         * All exports fail that come after those with a fault of their own.
         *
         * @param failure what they throw
         * @return this
         */
        public Builder forEver(Exception failure) {
            otherwise = throwing(failure);
            return this;
        }

        /**
         * The close does not return until it is released, whatever else is done to it.
         *
         * @return this
         */
        public Builder blockingInClose() {
            blocksInClose = true;
            return this;
        }

        /**
         * Makes the exporter.
         *
         * @return a new exporter
         */
        public FaultyExporter build() {
            return new FaultyExporter(this);
        }

        private static Fault throwing(Exception failure) {
            return release -> {
                throw failure;
            };
        }
    }
}
