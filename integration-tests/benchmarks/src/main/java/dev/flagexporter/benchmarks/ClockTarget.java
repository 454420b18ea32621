package dev.flagexporter.benchmarks;

/** Reads the time once per event and makes none, for what of an append is the clock. */
final class ClockTarget extends Target {

    private long latest;

    ClockTarget(String name) {
        super(name);
    }

    @Override
    void appendReady(int count) {
        appendFresh(count);
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            latest = Math.max(latest, System.currentTimeMillis());
        }
    }

    @Override
    void drain() {}

    @Override
    public void close() {
        if (latest == 0) {
            throw new IllegalStateException("the clock was not read");
        }
    }
}
