package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.FaultyExporter;
import dev.flagexporter.testkit.InMemoryExporter;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import dev.flagexporter.testkit.TestClock;

/** Gets from one trouble into another, and writes down what really becomes of its events. */
final class TroubledExporter implements Exporter {

    private final TestClock clock;
    private final InMemoryExporter destination = new InMemoryExporter(true);
    private final Set<Integer> seen = new HashSet<>();
    private final Set<Integer> refused = new HashSet<>();
    private final List<Batch> late = new ArrayList<>();
    private FaultyExporter trouble;

    TroubledExporter(TestClock clock) {
        this.clock = clock;
        this.trouble = Trouble.NONE.before(destination, clock);
    }

    void getInto(Trouble next) {
        trouble = next.before(destination, clock);
    }

    void recover() {
        trouble.recover();
    }

    /** What this trouble was met by; not what came to those before. */
    int attemptsInTrouble() {
        return trouble.attempts().size();
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void open() throws Exception {
        trouble.open();
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        Batch batch = new Batch(context, events);
        seen.addAll(batch.numbers());
        Instant abandonedAt = clock.instant().plus(Trouble.FOR_GOOD);
        try {
            trouble.export(context, events);
        } catch (ExportException e) {
            refuse(e, batch);
            throw e;
        }
        if (!clock.instant().isBefore(abandonedAt)) {
            late.add(batch);
        }
    }

    private void refuse(ExportException failure, Batch batch) {
        List<Integer> numbers = batch.numbers();
        failure.rejectedPositions().forEach(position -> refused.add(numbers.get(position)));
        if (failure.isPermanent() && failure.rejectedPositions().isEmpty() && numbers.size() == 1) {
            refused.addAll(numbers);
        }
    }

    /** Every event that was in an export, however that went. */
    Set<Integer> seen() {
        return seen;
    }

    /** The events that were refused for good. */
    Set<Integer> refused() {
        return refused;
    }

    /** The batches that arrived after the exporter had been given up. */
    List<Batch> late() {
        return late;
    }

    /** The events that arrived while somebody was waiting for that. */
    List<Integer> arrivedInTime() {
        return destination.batches().stream()
                .filter(batch ->
                        late.stream().noneMatch(other -> other.context().equals(batch.context())))
                .flatMap(batch -> batch.numbers().stream())
                .toList();
    }

    int arrivals() {
        return destination.events().size();
    }
}
