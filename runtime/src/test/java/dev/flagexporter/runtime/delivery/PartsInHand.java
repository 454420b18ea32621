package dev.flagexporter.runtime.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.flagexporter.spi.ExportContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Part of the model of an exporter: what it has in hand, one delivery after the other, and its attempts at the first. */
final class PartsInHand {

    /** The events of a delivery, and whether it is a part of another one. */
    record Part(List<Integer> numbers, boolean ofAnother) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Map<String, List<Integer>> deliveries = new HashMap<>();
    private int attempt;
    private int attemptsOfThisExporter;
    private String id = "";

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** What it has to deliver next. */
    List<Integer> next() {
        return parts.element().numbers();
    }

    void add(List<Integer> batch) {
        parts.add(new Part(batch, false));
        startCounting();
    }

    private void startCounting() {
        attempt = 0;
        attemptsOfThisExporter = 0;
        id = "";
    }

    void attempt() {
        attempt++;
        attemptsOfThisExporter++;
    }

    int attemptsOfThisExporter() {
        return attemptsOfThisExporter;
    }

    /** An attempt has to be at what comes next, the same as before if it comes again. */
    void assertTried(ExportContext context, List<Integer> numbers) {
        assertThat(numbers).as("the next events").isEqualTo(next());
        assertThat(context.attempt()).as("the attempt").isEqualTo(attempt);
        assertThat(context.parentDeliveryId().isPresent())
                .isEqualTo(parts.element().ofAnother());
        assertThat(deliveries.computeIfAbsent(context.deliveryId(), unknown -> numbers))
                .as("one id for one set of events")
                .isEqualTo(numbers);
        assertThat(id).as("the id is kept").isIn("", context.deliveryId());
        id = context.deliveryId();
    }

    /** Has no more to do with the next delivery than these parts of it. */
    void settle(List<List<Integer>> rest) {
        parts.remove();
        for (int i = rest.size() - 1; i >= 0; i--) {
            parts.addFirst(new Part(rest.get(i), true));
        }
        startCounting();
    }

    /** Another exporter goes on, in batches of its own size. */
    void replaced(int batch) {
        List<Part> divided =
                parts.stream().flatMap(part -> divide(part, batch).stream()).toList();
        boolean sameFirst = !divided.isEmpty() && divided.get(0).equals(parts.element());
        parts.clear();
        parts.addAll(divided);
        if (!sameFirst) {
            startCounting();
        }
        attemptsOfThisExporter = 0;
    }

    private static List<Part> divide(Part part, int batch) {
        int size = part.numbers().size();
        return size <= batch
                ? List.of(part)
                : IntStream.iterate(0, from -> from < size, from -> from + batch)
                        .mapToObj(from -> new Part(part.numbers().subList(from, Math.min(size, from + batch)), true))
                        .toList();
    }
}
