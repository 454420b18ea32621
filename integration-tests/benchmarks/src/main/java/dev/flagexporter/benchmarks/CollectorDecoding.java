package dev.flagexporter.benchmarks;

import dev.flagexporter.runtime.collector.DecodedEvents;
import dev.flagexporter.runtime.collector.DecodingLimits;
import dev.flagexporter.runtime.collector.EventsDecoder;

/** What the collector does. */
final class CollectorDecoding extends BodyDecoding {

    private static final DecodingLimits LIMITS = new DecodingLimits(100_000, 1024 * 1024, Long.MAX_VALUE);

    CollectorDecoding() {
        super("collector");
    }

    @Override
    long decode(byte[] body, int times) throws Exception {
        long events = 0;
        for (int i = 0; i < times; i++) {
            DecodedEvents decoded = EventsDecoder.decode(body, LIMITS);
            events += decoded.features().size() + decoded.tracking().size();
        }
        return events;
    }
}
