package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import dev.flagexporter.spi.event.FeatureEvent;

/** Each event as an array of its own, as exporters of messages need it. */
final class MessageWriting extends Writing {

    private List<FeatureEvent> events = List.of();

    MessageWriting(String name) {
        super(name, "messages");
    }

    @Override
    void prepare(List<FeatureEvent> all) {
        events = all;
    }

    @Override
    void write(OutputStream output) throws IOException {
        for (FeatureEvent event : events) {
            output.write(event.formatInJson());
        }
    }
}
