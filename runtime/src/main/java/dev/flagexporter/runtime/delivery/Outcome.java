package dev.flagexporter.runtime.delivery;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.PartialExportException;

/** What came of an attempt at a delivery. */
sealed interface Outcome {

    /** Every event arrived. */
    record Delivered() implements Outcome {}

    /** Nothing arrived; the same delivery comes again. */
    record Failed(Throwable cause) implements Outcome {}

    /** Nothing arrived, and it is not tried again. */
    record Exhausted(Throwable cause) implements Outcome {}

    /** The named events failed for now, the others arrived. */
    record PartlyFailed(Set<Integer> positions, Throwable cause) implements Outcome {}

    /** The destination never takes the named events, or one it did not name when the set is empty. */
    record Rejected(Set<Integer> positions, Throwable cause) implements Outcome {

        /** The events of so many that are known to be refused; none when the delivery is yet to be divided. */
        Set<Integer> positions(int size) {
            return positions.isEmpty() && size == 1 ? Set.of(0) : positions;
        }
    }

    /** All positions of a delivery of so many events. */
    static Set<Integer> allPositions(int size) {
        return IntStream.range(0, size).boxed().collect(Collectors.toUnmodifiableSet());
    }

    /** Why the exporter is not to go on at once; empty when it is. */
    default Optional<Throwable> failure() {
        if (this instanceof Failed failed) {
            return Optional.of(failed.cause());
        }
        if (this instanceof Exhausted exhausted) {
            return Optional.of(exhausted.cause());
        }
        return this instanceof PartlyFailed partly ? Optional.of(partly.cause()) : Optional.empty();
    }

    /** What an exception means for a delivery of so many events. */
    static Outcome of(Throwable thrown, int size) {
        if (thrown instanceof PartialExportException partial) {
            return partlyFailed(partial.failedPositions(), thrown, size);
        }
        if (thrown instanceof ExportException exception && exception.isPermanent()) {
            return named(exception.rejectedPositions(), size)
                    ? new Rejected(exception.rejectedPositions(), thrown)
                    : contradiction(thrown, exception.rejectedPositions(), size);
        }
        return new Failed(thrown);
    }

    private static Outcome partlyFailed(Set<Integer> positions, Throwable thrown, int size) {
        if (positions.isEmpty() || !named(positions, size)) {
            return contradiction(thrown, positions, size);
        }
        // all of them is the same set of events, so it stays the same delivery
        return positions.size() == size ? new Failed(thrown) : new PartlyFailed(positions, thrown);
    }

    private static boolean named(Set<Integer> positions, int size) {
        return positions.stream().allMatch(position -> position >= 0 && position < size);
    }

    /** An exporter that names events which were not in the batch is not believed: nothing counts as delivered. */
    private static Outcome contradiction(Throwable thrown, Set<Integer> positions, int size) {
        return new Failed(new ExportException(
                "the exporter named the positions " + positions + " of a batch of " + size + " events", thrown));
    }
}
