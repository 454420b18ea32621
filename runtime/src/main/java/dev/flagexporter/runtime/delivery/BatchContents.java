package dev.flagexporter.runtime.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * What is not settled of a batch, as one value that is swapped whole: whatever fails while the next value is made, memory
 * for example, no event gets lost.
 *
 * @param deliveries what is still to be delivered, in order
 * @param heldBack rejected events that may still turn out to be the destination's fault
 * @param givenUp what is not exported again and is yet to be dropped or written to the dead-letter file
 */
record BatchContents<T extends ExportableEvent>(
        List<Delivery<T>> deliveries, List<Removed<T>> heldBack, List<Removed<T>> givenUp) {

    static <T extends ExportableEvent> BatchContents<T> empty() {
        return new BatchContents<>(List.of(), List.of(), List.of());
    }

    static <T extends ExportableEvent> BatchContents<T> of(Delivery<T> whole) {
        return new BatchContents<>(List.of(whole), List.of(), List.of());
    }

    boolean isSettled() {
        return deliveries.isEmpty() && heldBack.isEmpty() && givenUp.isEmpty();
    }

    /** Whether everything that is left was rejected. */
    boolean isRejected() {
        return deliveries.isEmpty() && !heldBack.isEmpty();
    }

    int heldBackEvents() {
        return heldBack.stream().mapToInt(removed -> removed.events().size()).sum();
    }

    /** Goes on with what is left of the first delivery. */
    BatchContents<T> firstLeaves(List<Delivery<T>> rest) {
        return new BatchContents<>(concat(rest, deliveries.subList(1, deliveries.size())), heldBack, givenUp);
    }

    BatchContents<T> holdingBack(Removed<T> rejected) {
        return new BatchContents<>(deliveries, concat(heldBack, List.of(rejected)), givenUp);
    }

    BatchContents<T> givingUp(Removed<T> removed) {
        return new BatchContents<>(deliveries, heldBack, concat(givenUp, List.of(removed)));
    }

    /** The held-back events were rejected for what they are. */
    BatchContents<T> givingUpHeldBack() {
        return heldBack.isEmpty() ? this : new BatchContents<>(deliveries, List.of(), concat(givenUp, heldBack));
    }

    /**
     * The held-back events, all that is left, are tried again as one delivery, a part of the whole batch; as several if
     * batches are smaller since the whole was taken.
     */
    BatchContents<T> retryingHeldBack(Delivery<T> whole, LeaseLimits limits) {
        List<Delivery<T>> parts = heldBack.stream().map(Removed::events).toList();
        return new BatchContents<>(whole.reunite(parts).within(limits), List.of(), givenUp);
    }

    /** The held-back events are tried once more, after all others. */
    BatchContents<T> retryingHeldBackLast(Delivery<T> whole, LeaseLimits limits) {
        List<Delivery<T>> again = retryingHeldBack(whole, limits).deliveries();
        return new BatchContents<>(concat(deliveries, again), List.of(), givenUp);
    }

    BatchContents<T> givingUpEverything(Throwable cause, int attempts) {
        Stream<Removed<T>> rejected = heldBack.stream().map(removed -> removed.because(DropReason.EXHAUSTED));
        Stream<Removed<T>> untried = deliveries.stream()
                .map(delivery -> new Removed<>(delivery, delivery.id(), attempts, DropReason.EXHAUSTED, cause));
        List<Removed<T>> all = Stream.concat(rejected, untried).toList();
        return new BatchContents<>(List.of(), List.of(), concat(givenUp, all));
    }

    /** Leaves out what was given up and has the disposal now. */
    BatchContents<T> without(Predicate<Removed<T>> settled) {
        return new BatchContents<>(
                deliveries, heldBack, givenUp.stream().filter(settled.negate()).toList());
    }

    /** Delivers everything again, in batches of another size. */
    BatchContents<T> startingOver(LeaseLimits limits) {
        Stream<Delivery<T>> removed =
                Stream.concat(givenUp.stream(), heldBack.stream()).map(Removed::events);
        List<Delivery<T>> all = Stream.concat(removed, deliveries.stream())
                .sorted(Comparator.comparingLong(Delivery::firstOffset))
                .flatMap(delivery -> delivery.within(limits).stream())
                .toList();
        return new BatchContents<>(all, List.of(), List.of());
    }

    private static <E> List<E> concat(List<E> first, List<E> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
