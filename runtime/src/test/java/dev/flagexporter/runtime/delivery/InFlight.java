package dev.flagexporter.runtime.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.store.LeaseLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Part of the model of an exporter: what is not settled of a batch, as lists of numbers, and the attempts at the first of
 * them.
 */
final class InFlight {

    /** The events of a delivery, and whether it is a part of another one. */
    record Part(List<Integer> numbers, boolean ofAnother) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<List<Integer>> heldBack = new ArrayList<>();
    private final Map<String, List<Integer>> deliveries = new HashMap<>();
    private List<Integer> whole = List.of();
    private int attempt;
    private int attemptsOfThisExporter;
    private long firstAttempt;
    private String id = "";

    boolean isEmpty() {
        return parts.isEmpty() && heldBack.isEmpty();
    }

    /** Whether nothing is left but events that were rejected. */
    boolean isHeldBack() {
        return parts.isEmpty() && !heldBack.isEmpty();
    }

    /** What it has to deliver next. */
    List<Integer> next() {
        return parts.element().numbers();
    }

    /** The lowest number that is not settled. */
    int lowest() {
        return all().mapToInt(part -> part.numbers().get(0)).min().orElseThrow();
    }

    private Stream<Part> all() {
        return Stream.concat(heldBack.stream().map(this::part), parts.stream());
    }

    private Part part(List<Integer> numbers) {
        return new Part(numbers, !numbers.equals(whole));
    }

    void add(List<Integer> batch) {
        whole = batch;
        parts.add(part(batch));
        startCounting(0);
    }

    private void startCounting(int attempts) {
        attempt = attempts;
        attemptsOfThisExporter = attempts;
        id = "";
    }

    void attempt(long now) {
        attempt++;
        attemptsOfThisExporter++;
        if (attemptsOfThisExporter == 1) {
            firstAttempt = now;
        }
    }

    int attemptsOfThisExporter() {
        return attemptsOfThisExporter;
    }

    long firstAttempt() {
        return firstAttempt;
    }

    /** An attempt has to be at what comes next, the same as before if it comes again. */
    void assertTried(ExportContext context, List<Integer> numbers) {
        assertThat(numbers).as("the next events").isEqualTo(next());
        assertThat(context.attempt()).as("the attempt").isEqualTo(attempt);
        assertThat(context.parentDeliveryId().isPresent())
                .as("is a part")
                .isEqualTo(parts.element().ofAnother());
        assertThat(deliveries.computeIfAbsent(context.deliveryId(), unknown -> numbers))
                .as("one id for one set of events")
                .isEqualTo(numbers);
        assertThat(id).as("the id is kept").isIn("", context.deliveryId());
        id = context.deliveryId();
    }

    /** Nothing is left of the next delivery but these parts. */
    void settle(List<List<Integer>> rest) {
        parts.remove();
        for (int i = rest.size() - 1; i >= 0; i--) {
            parts.addFirst(part(rest.get(i)));
        }
        startCounting(0);
    }

    void holdBack(List<Integer> numbers) {
        heldBack.add(numbers);
    }

    int heldBackEvents() {
        return heldBack.stream().mapToInt(List::size).sum();
    }

    List<List<Integer>> takeHeldBack() {
        List<List<Integer>> taken = List.copyOf(heldBack);
        heldBack.clear();
        return taken;
    }

    List<List<Integer>> takeEverything() {
        List<List<Integer>> taken = all().map(Part::numbers).toList();
        heldBack.clear();
        parts.clear();
        return taken;
    }

    /** All that was rejected is tried again together, in order, in batches that are not too large. */
    void retryHeldBack(LeaseLimits batch, int attempts) {
        List<Integer> again =
                takeHeldBack().stream().flatMap(List::stream).sorted().toList();
        parts.addAll(divide(part(again), batch));
        startCounting(attempts);
    }

    /** Another exporter goes on with everything, in batches of its own size; some had been given up already. */
    void replaced(LeaseLimits batch, List<List<Integer>> givenUp) {
        List<Part> divided = Stream.concat(givenUp.stream().map(this::part), all())
                .sorted(Comparator.comparing(part -> part.numbers().get(0)))
                .flatMap(part -> divide(part, batch).stream())
                .toList();
        boolean sameFirst = !divided.isEmpty() && divided.get(0).equals(parts.peek());
        parts.clear();
        heldBack.clear();
        parts.addAll(divided);
        if (!sameFirst) {
            startCounting(0);
        }
        attemptsOfThisExporter = 0;
    }

    private static List<Part> divide(Part part, LeaseLimits batch) {
        List<Part> divided = new ArrayList<>();
        List<Integer> rest = part.numbers();
        while (!rest.isEmpty()) {
            int size = fitting(rest, batch);
            divided.add(new Part(
                    rest.subList(0, size),
                    part.ofAnother() || size < part.numbers().size()));
            rest = rest.subList(size, rest.size());
        }
        return divided;
    }

    /** How many of the first events make a batch: at least one. */
    static int fitting(List<Integer> numbers, LeaseLimits batch) {
        int size = Math.min(numbers.size(), batch.maxEvents());
        while (size > 1 && bytes(numbers.subList(0, size)) > batch.maxBytes()) {
            size--;
        }
        return size;
    }

    private static long bytes(List<Integer> numbers) {
        return numbers.stream().mapToLong(SizedEvents::size).sum();
    }
}
