package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;

/** Does what another clock does, where a test does not make it do something else. */
class ForwardingClock implements DeliveryClock {

    private final DeliveryClock clock;

    ForwardingClock(DeliveryClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return clock.after(delay, action);
    }
}
