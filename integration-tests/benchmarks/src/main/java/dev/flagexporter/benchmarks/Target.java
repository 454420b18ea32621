package dev.flagexporter.benchmarks;

import dev.flagexporter.spi.event.FeatureEvent;

/**
 * Something that events are appended to in bursts. Each subclass is final and has loops of its own, so that what is
 * called in them stays one method and can be inlined.
 */
abstract class Target implements AutoCloseable {

    /** What a store keeps by default, and hence the room that every target gets at least. */
    static final int ROOM = 200_000;

    private final String name;

    Target(String name) {
        this.name = name;
    }

    /** What it is called in results. */
    final String name() {
        return name;
    }

    /** Appends events that exist already. */
    abstract void appendReady(int count);

    /** Makes new events and appends them. */
    abstract void appendFresh(int count);

    /** Waits until whoever takes events out meanwhile has made room for so many, if anybody does. */
    void awaitRoom(int count) {}

    /** Takes out all but what shall stay pending, or waits until that has been done. */
    abstract void drain();

    /** Fails when an append won by dropping something. */
    @Override
    public abstract void close();

    /** Room for what stays pending and for bursts of all threads. */
    static int roomFor(int pending) {
        return Math.max(ROOM, 2 * pending);
    }

    static IllegalStateException lost(FeatureEvent event) {
        return new IllegalStateException("there was no room for " + event);
    }
}
