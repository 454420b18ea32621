package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flagexporter.spi.ExportException;

/** The result of an attempt at a delivery. */
sealed interface Outcome {

    /** Every event was delivered. */
    record Delivered() implements Outcome {}

    /** Nothing was delivered; the same delivery is tried again. */
    record Failed(Throwable cause) implements Outcome {}

    /** The destination permanently rejects the delivery without naming an event. */
    record Rejected(Throwable cause) implements Outcome {}

    /** The failed events are tried again, the rejected ones are not, all others were delivered. Both sets are disjoint. */
    record Partial(Set<Integer> failed, Set<Integer> rejected, Throwable cause) implements Outcome {

        int deliveredEvents(int size) {
            return size - failed.size() - rejected.size();
        }

        boolean asksToWait() {
            return Outcome.retryAfter(cause).isPresent();
        }
    }

    /** The positions of the delivered events of so many. */
    default IntStream delivered(int size) {
        if (this instanceof Partial partial) {
            return IntStream.range(0, size)
                    .filter(position -> !partial.failed().contains(position)
                            && !partial.rejected().contains(position));
        }
        return this instanceof Delivered ? IntStream.range(0, size) : IntStream.empty();
    }

    /** What a call that ended so means for a delivery of so many events. */
    static Outcome of(Optional<Throwable> thrown, int size) {
        return thrown.map(cause -> of(cause, size)).orElseGet(Delivered::new);
    }

    private static Outcome of(Throwable thrown, int size) {
        if (thrown instanceof ExporterCalls.InterruptedCallException) {
            return interrupted(thrown, size);
        }
        if (!(thrown instanceof ExportException exception)) {
            return new Failed(thrown);
        }
        if (exception.isPermanent()) {
            return new Rejected(thrown);
        }
        return partial(exception.failedPositions(), exception.rejectedPositions(), thrown, size);
    }

    /** What an interrupted call throws says little: it is believed what was delivered, and no rejection. */
    private static Outcome interrupted(Throwable thrown, int size) {
        if (thrown.getCause() instanceof ExportException named && !named.isPermanent()) {
            Set<Integer> all = new HashSet<>(named.failedPositions());
            all.addAll(named.rejectedPositions());
            return partial(all, Set.of(), thrown, size);
        }
        return new Failed(thrown);
    }

    private static Outcome partial(Set<Integer> failed, Set<Integer> rejected, Throwable thrown, int size) {
        if (failed.isEmpty() && rejected.isEmpty()) {
            return new Failed(thrown);
        }
        if (!areWithin(size, failed, rejected)) {
            return contradiction(failed, rejected, thrown, size);
        }
        // all of them is the same set of events, so it stays the same delivery
        return failed.size() == size ? new Failed(thrown) : new Partial(failed, rejected, thrown);
    }

    private static boolean areWithin(int size, Set<Integer> failed, Set<Integer> rejected) {
        return Stream.concat(failed.stream(), rejected.stream()).allMatch(position -> position >= 0 && position < size)
                && Collections.disjoint(failed, rejected);
    }

    /** An exporter that names events which are not in the batch is not believed: nothing counts as delivered. */
    private static Outcome contradiction(Set<Integer> failed, Set<Integer> rejected, Throwable thrown, int size) {
        ExportException contradiction = new ExportException(
                "the exporter named the positions %s as failed and %s as rejected of a batch of %d events"
                        .formatted(failed, rejected, size),
                thrown);
        retryAfter(thrown).ifPresent(contradiction::retryAfter);
        return new Failed(contradiction);
    }

    /** How long the destination asked to wait; empty when it did not. */
    static Optional<Duration> retryAfter(Throwable thrown) {
        Throwable said = thrown instanceof ExporterCalls.InterruptedCallException ? thrown.getCause() : thrown;
        return said instanceof ExportException exception
                ? exception.retryAfter().filter(wait -> !wait.isNegative() && !wait.isZero())
                : Optional.empty();
    }

    /** All positions of a delivery of so many events. */
    static Set<Integer> allPositions(int size) {
        return IntStream.range(0, size).boxed().collect(Collectors.toUnmodifiableSet());
    }
}
