package dev.flagexporter.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.FaultyExporter.Fault;

/** Says what goes wrong, in order. Made by {@link FaultyExporter#before}. */
public final class FaultyExporterBuilder {

    final Exporter exporter;
    final Queue<Fault> faults = new ArrayDeque<>();
    final Queue<Exception> failuresInOpen = new ArrayDeque<>();
    Fault otherwise = Faults.NONE;
    boolean blocksInClose;
    boolean stepwise;

    FaultyExporterBuilder(Exporter exporter) {
        this.exporter = exporter;
    }

    /**
     * One export goes wrong in a way of its own.
     *
     * @param fault what happens
     * @return this
     */
    public FaultyExporterBuilder then(Fault fault) {
        faults.add(fault);
        return this;
    }

    /**
     * All exports go wrong in a way of their own that come after those with a fault of their own.
     *
     * @param fault what happens
     * @return this
     */
    public FaultyExporterBuilder always(Fault fault) {
        otherwise = fault;
        return this;
    }

    /**
     * Some exports fail temporarily.
     *
     * @param times how many
     * @param failure what they throw
     * @return this
     */
    public FaultyExporterBuilder failing(int times, Exception failure) {
        for (int i = 0; i < times; i++) {
            then(Faults.failing(failure));
        }
        return this;
    }

    /**
     * All exports fail that come after those with a fault of their own.
     *
     * @param failure what they throw
     * @return this
     */
    public FaultyExporterBuilder forEver(Exception failure) {
        return always(Faults.failing(failure));
    }

    /**
     * One export fails in part: the other events arrive.
     *
     * @param positions the events that fail, counted from 0
     * @return this
     */
    public FaultyExporterBuilder failingPartly(Set<Integer> positions) {
        return then(Faults.failingPartly(positions, exporter));
    }

    /**
     * One export is refused for good.
     *
     * @param positions the events to blame, counted from 0; empty to name none
     * @return this
     */
    public FaultyExporterBuilder rejecting(Set<Integer> positions) {
        return then(Faults.rejecting(positions));
    }

    /**
     * Certain events are refused for good wherever they come, and named.
     *
     * @param poison tells which
     * @return this
     */
    public FaultyExporterBuilder rejectingAlways(Predicate<? super ExportableEvent> poison) {
        return always(Faults.rejectingNamed(poison));
    }

    /**
     * Every export that has certain events in it is refused for good, without a word on which they are.
     *
     * @param poison tells which
     * @return this
     */
    public FaultyExporterBuilder poisonedBy(Predicate<? super ExportableEvent> poison) {
        return always(Faults.rejectingUnnamed(poison));
    }

    /**
     * One export throws an error.
     *
     * @param error what it throws
     * @return this
     */
    public FaultyExporterBuilder throwing(Error error) {
        return then(Faults.throwing(error));
    }

    /**
     * One export takes its time, until it is released or interrupted.
     *
     * @return this
     */
    public FaultyExporterBuilder hanging() {
        return then((batch, release) -> release.await());
    }

    /**
     * One export takes its time until it is released, whatever else is done to it.
     *
     * @return this
     */
    public FaultyExporterBuilder hangingAndIgnoringInterrupts() {
        return then((batch, release) -> Faults.awaitUninterruptibly(release));
    }

    /**
     * One export takes so long on a clock, which it moves itself: so a test needs no other thread. The events arrive
     * afterwards, unless it was interrupted.
     *
     * @param clock what tells the time to whoever waits for the export
     * @param duration how long it takes
     * @return this
     */
    public FaultyExporterBuilder slow(TestClock clock, Duration duration) {
        return then(Faults.slow(clock, duration));
    }

    /**
     * One export takes so long on a clock, which it moves itself; the events arrive afterwards, whatever else was done
     * to it.
     *
     * @param clock what tells the time to whoever waits for the export
     * @param duration how long it takes
     * @return this
     */
    public FaultyExporterBuilder slowAndIgnoringInterrupts(TestClock clock, Duration duration) {
        return then(Faults.slowAndIgnoringInterrupts(clock, duration));
    }

    /**
     * Every export waits until it is {@linkplain FaultyExporter#allow allowed}, is released or interrupted; only then
     * its fault happens.
     *
     * @return this
     */
    public FaultyExporterBuilder stepwise() {
        stepwise = true;
        return this;
    }

    /**
     * The exporter cannot be opened at first.
     *
     * @param times how often that fails
     * @param failure what it throws
     * @return this
     */
    public FaultyExporterBuilder failingToOpen(int times, Exception failure) {
        for (int i = 0; i < times; i++) {
            failuresInOpen.add(failure);
        }
        return this;
    }

    /**
     * The close does not return until it is released, whatever else is done to it.
     *
     * @return this
     */
    public FaultyExporterBuilder blockingInClose() {
        blocksInClose = true;
        return this;
    }

    /**
     * Makes the exporter.
     *
     * @return a new exporter
     */
    public FaultyExporter build() {
        return new FaultyExporter(this);
    }
}
