package dev.flagexporter.runtime.deadletter;

/**
 * The maximum size of a dead-letter file, and what happens when it is reached.
 *
 * @param maxSize the maximum size of the file in bytes, at least {@link #SMALLEST}
 * @param onFull what happens to events whose dead letters do not fit
 */
public record DeadLetterLimit(long maxSize, DeadLetterFullPolicy onFull) {

    /** The smallest maximum size: 1 MiB. */
    public static final long SMALLEST = 1024 * 1024;

    /** 1 GiB; events stay pending when it is reached. */
    public static final DeadLetterLimit DEFAULT = new DeadLetterLimit(1024L * 1024 * 1024, DeadLetterFullPolicy.KEEP);
}
