package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.flagexporter.runtime.deadletter.DeadLetterLine;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * Some lines of the dead-letter file, and which of their events are still to be delivered.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class ReplayBatch<T extends ExportableEvent> {

    private final List<DeadLetterLine> lines;
    private final long firstLine;
    private final List<Integer> readable;
    private final Set<Integer> left;

    /** {@code firstLine} is the number of lines that the same replay has read before. */
    ReplayBatch(List<DeadLetterLine> lines, long firstLine) {
        this.lines = lines;
        this.firstLine = firstLine;
        this.readable = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).event().isPresent())
                .boxed()
                .toList();
        this.left = new TreeSet<>(readable);
    }

    /**
     * All events, with the ids that were kept with them; a line without id gets one. The offsets of two batches of a replay
     * differ, because objects are named after them.
     */
    Delivery<T> delivery(String storeId, Instant now) {
        List<String> ids = readable.stream()
                .map(line -> lines.get(line).eventId().orElseGet(() -> storeId + "-" + (firstLine + line)))
                .toList();
        return Delivery.of(readable.stream().map(this::event).toList(), EventIds.kept(storeId, firstLine, ids), now);
    }

    @SuppressWarnings("unchecked") // the events are of the exporter's type
    private T event(int line) {
        return (T) lines.get(line).event().orElseThrow();
    }

    /** The events at these positions of a delivery are delivered. */
    void delivered(Delivery<T> tried, IntStream positions) {
        positions.forEach(
                position -> left.remove(readable.get(Math.toIntExact(tried.ids().offset(position) - firstLine))));
    }

    /** The lines without an event. */
    List<DeadLetterLine> corrupt() {
        return lines.stream().filter(line -> line.event().isEmpty()).toList();
    }

    /** The lines that are no longer dead letters. */
    List<DeadLetterLine> settled() {
        return IntStream.range(0, lines.size())
                .filter(line -> !left.contains(line))
                .mapToObj(lines::get)
                .toList();
    }

    boolean hasEvents() {
        return !readable.isEmpty();
    }

    int lines() {
        return lines.size();
    }

    int delivered() {
        return readable.size() - left.size();
    }

    int kept() {
        return left.size();
    }

    int corruptLines() {
        return lines.size() - readable.size();
    }
}
