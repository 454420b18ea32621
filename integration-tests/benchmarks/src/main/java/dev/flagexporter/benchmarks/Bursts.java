package dev.flagexporter.benchmarks;

/** What is timed of a burst of events. */
abstract class Bursts implements AutoCloseable {

    static final int BURST = 4096;

    private static final int LARGE_BURST = 65_536;
    private static final int LONG_BURST = 500_000;
    private static final int STEP = 1000;
    private static final int PACED_BURST = 500;
    private static final int PACE_NANOS = 20_000;

    private final int events;

    private Bursts(int events) {
        this.events = events;
    }

    /**
     * By name: {@code 1} and {@code 2} are so many threads that append ready events, {@code build} one that makes its
     * events, {@code sustained} one that makes so many of them that they do not all have room at a time, and
     * {@code paced} one that appends a ready event every {@value #PACE_NANOS} ns; {@code drain} is one that takes out
     * what was appended.
     */
    static Bursts of(String name) {
        return switch (name) {
            case "1" -> new Appends();
            case "2" -> new AppendsOfTwoThreads();
            case "build" -> new Builds();
            case "sustained" -> new SustainedAppends();
            case "paced" -> new PacedAppends();
            case "drain" -> new Drains();
            default -> throw new IllegalArgumentException("nobody knows how to time " + name);
        };
    }

    /** How many events there are in a burst of all threads. */
    final int events() {
        return events;
    }

    abstract long nanosOf(Target target);

    @Override
    public void close() {}

    private static final class Appends extends Bursts {

        Appends() {
            super(BURST);
        }

        @Override
        long nanosOf(Target target) {
            long start = System.nanoTime();
            target.appendReady(BURST);
            return System.nanoTime() - start;
        }
    }

    private static final class AppendsOfTwoThreads extends Bursts {

        private final SecondThread second = new SecondThread();

        AppendsOfTwoThreads() {
            super(2 * BURST);
        }

        @Override
        long nanosOf(Target target) {
            long start = System.nanoTime();
            second.begin(target);
            target.appendReady(BURST);
            second.await();
            return System.nanoTime() - start;
        }

        @Override
        public void close() {
            second.close();
        }
    }

    private static final class Builds extends Bursts {

        Builds() {
            super(BURST);
        }

        @Override
        long nanosOf(Target target) {
            long start = System.nanoTime();
            target.appendFresh(BURST);
            return System.nanoTime() - start;
        }
    }

    private static final class SustainedAppends extends Bursts {

        SustainedAppends() {
            super(LONG_BURST);
        }

        @Override
        long nanosOf(Target target) {
            long start = System.nanoTime();
            for (int appended = 0; appended < LONG_BURST; appended += STEP) {
                target.awaitRoom(STEP);
                target.appendFresh(STEP);
            }
            return System.nanoTime() - start;
        }
    }

    /** Only the appends are timed, not the waiting in between. */
    private static final class PacedAppends extends Bursts {

        PacedAppends() {
            super(PACED_BURST);
        }

        @Override
        long nanosOf(Target target) {
            long sum = 0;
            for (int appended = 0; appended < PACED_BURST; appended++) {
                long start = awaitPace();
                target.appendReady(1);
                sum += System.nanoTime() - start;
            }
            return sum;
        }

        private static long awaitPace() {
            long due = System.nanoTime() + PACE_NANOS;
            long now = System.nanoTime();
            while (now < due) {
                Thread.onSpinWait();
                now = System.nanoTime();
            }
            return now;
        }
    }

    private static final class Drains extends Bursts {

        Drains() {
            super(LARGE_BURST);
        }

        @Override
        long nanosOf(Target target) {
            target.appendReady(LARGE_BURST);
            long start = System.nanoTime();
            target.drain();
            return System.nanoTime() - start;
        }
    }
}
