package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.PartialExportException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.InMemoryExporter.Batch;

import static org.assertj.core.api.Assertions.assertThat;

/** One instance of a modelled exporter: does at random what an exporter can do, and enters it into the ledger. */
final class UnreliableExporter implements Exporter {

    private enum Opening {
        OPENS,
        FAILS,
        HANGS
    }

    private enum Export {
        DELIVERS,
        FAILS,
        FAILS_PARTLY,
        REJECTS_NAMED,
        REJECTS,
        THROWS_AN_ERROR,
        IS_LATE,
        HANGS
    }

    private final ModelledExporter model;
    private final ModelledExporter.Settings settings;
    private boolean open;
    private int opened;
    private int closed;

    UnreliableExporter(ModelledExporter model, ModelledExporter.Settings settings) {
        this.model = model;
        this.settings = settings;
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void open() throws IOException {
        assertThat(open).as("opened twice").isFalse();
        boolean attempt = model.beginsToOpen(settings);
        Opening opening = model.choose(Opening.values());
        model.note("open: " + opening);
        if (opening == Opening.FAILS) {
            if (attempt) {
                model.ledger().beginsToOpen();
                model.ledger().fails();
            }
            throw new IOException("down");
        }
        if (opening == Opening.HANGS) {
            hangInOpen(attempt);
        }
        open = true;
        opened++;
    }

    private void hangInOpen(boolean attempt) {
        if (attempt) {
            model.ledger().beginsToOpen();
        }
        model.hang(() -> {
            if (attempt) {
                model.ledger().abandoned(false);
            }
        });
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        List<Integer> numbers = new Batch(context, events).numbers();
        boolean replay = !context.storeId().equals(ModelledManager.STORE_ID);
        Export export = model.choose(Export.values());
        model.note((replay ? "replay " : "export ") + numbers + ": " + export);
        model.exports(true);
        try {
            begin(replay, context, numbers);
            if (replay) {
                replay(export, numbers);
            } else {
                export(export, numbers);
            }
        } finally {
            model.exports(false);
        }
    }

    private void begin(boolean replay, ExportContext context, List<Integer> numbers) {
        try {
            assertThat(open).as("open").isTrue();
            if (replay) {
                model.ledger().beginsToReplay(numbers);
            } else {
                model.ledger().beginsToExport(context, numbers);
            }
        } catch (AssertionError e) {
            // for the delivery it is a failure like any other
            model.isBroken(e);
            throw e;
        }
    }

    private void export(Export export, List<Integer> numbers) throws Exception {
        Ledger ledger = model.ledger();
        Set<Integer> some = somePositions(numbers.size());
        switch (export) {
            case DELIVERS -> ledger.delivers();
            case FAILS_PARTLY -> ledger.failsPartly(some);
            case REJECTS_NAMED -> ledger.rejects(some);
            case REJECTS -> ledger.rejects();
            case FAILS, THROWS_AN_ERROR -> ledger.fails();
            case IS_LATE -> {
                if (model.isLate(() -> ledger.abandoned(true))) {
                    ledger.fails();
                }
            }
            case HANGS -> model.hang(() -> ledger.abandoned(true));
        }
        raise(export, some);
    }

    /** What fails stays a dead letter, and is in no count. */
    private void replay(Export export, List<Integer> numbers) throws Exception {
        Set<Integer> some = somePositions(numbers.size());
        switch (export) {
            case DELIVERS -> model.ledger().replays(numbers);
            case FAILS_PARTLY -> model.ledger().replays(Ledger.select(numbers, position -> !some.contains(position)));
            case FAILS, THROWS_AN_ERROR, REJECTS_NAMED, REJECTS -> {}
            case IS_LATE -> model.isLate(() -> {});
            case HANGS -> model.hang(() -> {});
        }
        raise(export, some);
    }

    private static void raise(Export export, Set<Integer> positions) throws Exception {
        switch (export) {
            case FAILS -> throw new IOException("down");
            case FAILS_PARTLY -> throw new PartialExportException("throttled", null, positions);
            case REJECTS_NAMED -> throw ExportException.rejected("too old", null, positions);
            case REJECTS -> throw ExportException.rejected("bad event", null);
            case THROWS_AN_ERROR -> throw new NoClassDefFoundError("missing");
            case IS_LATE -> throw new InterruptedException();
            case DELIVERS, HANGS -> {}
        }
    }

    private Set<Integer> somePositions(int size) {
        Set<Integer> positions = new TreeSet<>(Set.of(model.random().nextInt(size)));
        for (int i = 0; i < size; i++) {
            if (model.random().nextInt(3) == 0) {
                positions.add(i);
            }
        }
        return positions;
    }

    @Override
    public void close() {
        open = false;
        closed++;
    }

    void assertClosedAsOftenAsOpened() {
        assertThat(closed).isEqualTo(opened).isLessThanOrEqualTo(1);
    }
}
