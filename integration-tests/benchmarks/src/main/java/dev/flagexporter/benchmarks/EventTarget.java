package dev.flagexporter.benchmarks;

import dev.flagexporter.spi.event.FeatureEvent;

/** Events that are made and kept for a moment, for what of an append is the making of its event. */
final class EventTarget extends Target {

    private FeatureEvent[] kept = {};

    EventTarget(String name) {
        super(name);
    }

    @Override
    void appendReady(int count) {
        FeatureEvent[] events = new FeatureEvent[count];
        for (int i = 0; i < count; i++) {
            events[i] = SampleEvents.ready(i);
        }
        kept = events;
    }

    @Override
    void appendFresh(int count) {
        FeatureEvent[] events = new FeatureEvent[count];
        for (int i = 0; i < count; i++) {
            events[i] = SampleEvents.fresh(i);
        }
        kept = events;
    }

    @Override
    void drain() {
        kept = new FeatureEvent[0];
    }

    @Override
    public void close() {
        if (kept.length == 0) {
            throw new IllegalStateException("nothing was made");
        }
    }
}
