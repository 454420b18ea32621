package dev.flagexporter.runtime.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.InMemoryExporter;
import dev.flagexporter.testkit.InMemoryExporter.Batch;

/** Writes down what it is called with, and answers what a test has told it to; success by default. */
final class ScriptedExporter implements Exporter {

    /** What happens in an export. */
    @FunctionalInterface
    interface Step {

        void run(ExportContext context, List<? extends ExportableEvent> events) throws Throwable;
    }

    final List<Batch> calls = new ArrayList<>();
    private final InMemoryExporter destination = new InMemoryExporter(true);

    final List<String> lifeCycle = new ArrayList<>();
    Runnable opening = () -> {};
    Runnable closing = () -> {};
    final Deque<Throwable> openFailures = new ArrayDeque<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final boolean bulk;
    private Step otherwise = (context, events) -> {};

    ScriptedExporter(boolean bulk) {
        this.bulk = bulk;
    }

    /** Rejects some events of a batch; the others fail with them. */
    static Step rejecting(String message, Integer... positions) {
        return (context, events) -> {
            throw rejection(message, events.size(), positions);
        };
    }

    static ExportException rejection(String message, int size, Integer... positions) {
        Set<Integer> rejected = Set.of(positions);
        Set<Integer> others = new HashSet<>(Outcome.allPositions(size));
        others.removeAll(rejected);
        return ExportException.partial(message, null, others, rejected);
    }

    /** The next export, or the one after those that were told before. */
    ScriptedExporter then(Step step) {
        steps.add(step);
        return this;
    }

    ScriptedExporter thenFail(Throwable failure) {
        return then((context, events) -> {
            throw failure;
        });
    }

    ScriptedExporter always(Step step) {
        otherwise = step;
        return this;
    }

    ScriptedExporter alwaysFail(Throwable failure) {
        return always((context, events) -> {
            throw failure;
        });
    }

    Batch lastCall() {
        return calls.get(calls.size() - 1);
    }

    /** The numbers of the events of each export. */
    List<List<Integer>> batches() {
        return calls.stream().map(Batch::numbers).toList();
    }

    /** The numbers of the events that it did not throw back. */
    List<Integer> arrived() {
        return destination.numbers();
    }

    @Override
    public boolean isBulk() {
        return bulk;
    }

    @Override
    public void open() {
        lifeCycle.add("open");
        opening.run();
        if (!openFailures.isEmpty()) {
            sneakyThrow(openFailures.remove());
        }
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) {
        calls.add(new Batch(context, events));
        lifeCycle.add("export");
        try {
            (steps.isEmpty() ? otherwise : steps.remove()).run(context, events);
        } catch (Throwable e) {
            sneakyThrow(e);
        }
        destination.export(context, events);
    }

    @Override
    public void close() {
        lifeCycle.add("close");
        closing.run();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
