package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import dev.flagexporter.spi.event.FeatureEvent;

/** A way to write events. Each has a class with a loop of its own, so that what is called in it can be inlined. */
abstract class Writing {

    private final String name;
    private final String kind;

    Writing(String name, String kind) {
        this.name = name;
        this.kind = kind;
    }

    /** What it is called in results. */
    final String name() {
        return name;
    }

    /** What it shares with those that write the same bytes. */
    final String kind() {
        return kind;
    }

    /** Makes whatever exists before anything is written. */
    abstract void prepare(List<FeatureEvent> events);

    /** Writes all events, one after the other. */
    abstract void write(OutputStream output) throws IOException;
}
