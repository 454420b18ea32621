package dev.flagexporter.benchmarks;

/** A way to decode bodies. Each has a class with a loop of its own, so that what is called in it can be inlined. */
abstract class BodyDecoding {

    private final String name;

    BodyDecoding(String name) {
        this.name = name;
    }

    /** What it is called in results. */
    final String name() {
        return name;
    }

    /** Decodes a body so many times, and returns how many events that were. */
    abstract long decode(byte[] body, int times) throws Exception;
}
