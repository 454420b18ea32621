package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.FaultyExporter;
import dev.flagexporter.testkit.FaultyExporterBuilder;
import dev.flagexporter.testkit.InMemoryExporter;
import dev.flagexporter.testkit.TestClock;

/** Every kind of trouble that an exporter can be in, some of it more than once in a row. */
enum Trouble {
    NONE,
    FAILS_FOR_A_WHILE,
    FAILS_FOR_EVER,
    FAILS_PARTLY,
    REJECTS_NAMED,
    REJECTS_UNNAMED,
    THROWS_ERRORS,
    IS_SLOW,
    HANGS,
    HANGS_AND_IGNORES_INTERRUPTS,
    /** Also one that is open already: that one is abandoned, and its successor cannot be opened. */
    CANNOT_BE_OPENED,
    /** One that is abandoned, too; where there are no threads, nothing would ever come after that. */
    BLOCKS_IN_CLOSE;

    private static final IOException DOWN = new IOException("down");
    private static final Duration ALMOST_TOO_SLOW = DeliveryHarness.ATTEMPT_TIMEOUT.minusMillis(1);

    /** An exporter whose attempts take so long is given up unless it has noticed an interrupt meanwhile. */
    static final Duration FOR_GOOD = DeliveryHarness.ATTEMPT_TIMEOUT.plus(ExporterCalls.GRACE);

    static final Predicate<ExportableEvent> POISON = event -> Events.number(event) % 7 == 3;

    static Stream<Trouble> withoutThreads() {
        return Stream.of(values()).filter(trouble -> trouble != BLOCKS_IN_CLOSE);
    }

    FaultyExporter before(InMemoryExporter destination, TestClock clock) {
        FaultyExporterBuilder exporter = FaultyExporter.before(destination);
        switch (this) {
            case NONE -> {}
            case FAILS_FOR_A_WHILE -> exporter.failing(3, DOWN);
            case FAILS_FOR_EVER -> exporter.forEver(DOWN);
            case FAILS_PARTLY -> exporter.failingPartly(Set.of(0, 2)).failingPartly(Set.of(0));
            case REJECTS_NAMED -> exporter.rejectingAlways(POISON);
            case REJECTS_UNNAMED -> exporter.poisonedBy(POISON);
            case THROWS_ERRORS ->
                exporter.throwing(new NoClassDefFoundError("missing")).throwing(new StackOverflowError());
            case IS_SLOW -> exporter.slow(clock, ALMOST_TOO_SLOW).slow(clock, ALMOST_TOO_SLOW);
            case HANGS ->
                exporter.slow(clock, DeliveryHarness.ATTEMPT_TIMEOUT).slow(clock, DeliveryHarness.ATTEMPT_TIMEOUT);
            case HANGS_AND_IGNORES_INTERRUPTS ->
                exporter.slowAndIgnoringInterrupts(clock, FOR_GOOD).slowAndIgnoringInterrupts(clock, FOR_GOOD);
            case CANNOT_BE_OPENED ->
                exporter.slowAndIgnoringInterrupts(clock, FOR_GOOD).failingToOpen(2, DOWN);
            case BLOCKS_IN_CLOSE ->
                exporter.slowAndIgnoringInterrupts(clock, FOR_GOOD).blockingInClose();
        }
        return exporter.build();
    }
}
