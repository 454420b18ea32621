package dev.flagexporter.testkit.exporter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestExportContext;

/** Takes batches as from a store: the offsets of each begin where those of the one before end. */
final class Batches {

    /** The user keys of numbered events are of one length, so that none is the beginning of another. */
    private static final int FIRST_NUMBER = 100_000;

    private final System.Logger logger;
    private int nextOffset;

    Batches(System.Logger logger) {
        this.logger = logger;
    }

    /** Events that differ in their user keys. */
    Batch of(EventType type, int count) {
        return of(
                type,
                IntStream.range(FIRST_NUMBER + nextOffset, FIRST_NUMBER + nextOffset + count)
                        .mapToObj(number -> event(type, number))
                        .toList());
    }

    Batch of(EventType type, List<? extends ExportableEvent> events) {
        int first = nextOffset;
        nextOffset += events.size();
        return new Batch(context(type, first), events);
    }

    private static ExportableEvent event(EventType type, int number) {
        return switch (type) {
            case FEATURE -> Events.feature(number);
            case TRACKING -> Events.tracking(number);
        };
    }

    private TestExportContext context(EventType type, int firstOffset) {
        Instant now = Instant.now();
        return new TestExportContext(
                "test",
                type,
                logger,
                "store1",
                firstOffset,
                nextOffset - 1L,
                1,
                "delivery-" + firstOffset,
                Optional.empty(),
                now,
                now.plusSeconds(60));
    }
}
