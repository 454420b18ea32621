package dev.flagexporter.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.FaultyExporter.Fault;
import dev.flagexporter.testkit.InMemoryExporter.Batch;

/** What can go wrong in an export. */
final class Faults {

    static final Fault NONE = (batch, release) -> {};

    private Faults() {}

    static Fault failing(Exception failure) {
        return (batch, release) -> {
            throw failure;
        };
    }

    static Fault throwing(Error error) {
        return (batch, release) -> {
            throw error;
        };
    }

    static Fault failingPartly(Set<Integer> positions, Exporter others) {
        return (batch, release) -> {
            List<ExportableEvent> arriving = select(batch, position -> !positions.contains(position));
            if (!arriving.isEmpty()) {
                others.export(batch.context(), arriving);
            }
            throw ExportException.partial("some events failed", null, positions, Set.of());
        };
    }

    private static List<ExportableEvent> select(Batch batch, IntPredicate positions) {
        List<ExportableEvent> selected = new ArrayList<>();
        for (int position = 0; position < batch.events().size(); position++) {
            if (positions.test(position)) {
                selected.add(batch.events().get(position));
            }
        }
        return selected;
    }

    /** Rejects these events of a batch, of which all others fail with them; the whole batch if none is named. */
    static ExportException rejection(Set<Integer> positions, int size) {
        return positions.isEmpty()
                ? ExportException.rejected("rejected", null)
                : ExportException.partial("rejected", null, others(positions, size), positions);
    }

    private static Set<Integer> others(Set<Integer> positions, int size) {
        return IntStream.range(0, size)
                .filter(position -> !positions.contains(position))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    static Fault rejecting(Set<Integer> positions) {
        return (batch, release) -> {
            throw rejection(positions, batch.events().size());
        };
    }

    /** Rejects these events wherever they come, and names them; the others of their batch fail with them. */
    static Fault rejectingNamed(Predicate<? super ExportableEvent> poison) {
        return (batch, release) -> {
            int size = batch.events().size();
            Set<Integer> positions = IntStream.range(0, size)
                    .filter(position -> poison.test(batch.events().get(position)))
                    .boxed()
                    .collect(Collectors.toUnmodifiableSet());
            if (!positions.isEmpty()) {
                throw rejection(positions, size);
            }
        };
    }

    /** Rejects every batch with one of these events. */
    static Fault rejectingUnnamed(Predicate<? super ExportableEvent> poison) {
        return (batch, release) -> {
            if (batch.events().stream().anyMatch(poison)) {
                throw rejection(Set.of(), batch.events().size());
            }
        };
    }

    static Fault slow(TestClock clock, Duration duration) {
        return (batch, release) -> {
            clock.advance(duration);
            if (Thread.interrupted()) {
                throw new InterruptedException("too slow");
            }
        };
    }

    static Fault slowAndIgnoringInterrupts(TestClock clock, Duration duration) {
        return (batch, release) -> {
            clock.advance(duration);
            // that is how it ignores them
            boolean ignored = Thread.interrupted();
        };
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // that is what it ignores
            }
        }
    }
}
