package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.flagexporter.spi.event.FeatureEvent;

/** Each event as an array of its own by Jackson's data binding. */
final class DataBindingMessageWriting extends Writing {

    private final ObjectWriter writer = new ObjectMapper().writerFor(BoundEvent.class);
    private List<BoundEvent> events = List.of();

    DataBindingMessageWriting(String name) {
        super(name, "messages");
    }

    @Override
    void prepare(List<FeatureEvent> all) {
        events = all.stream().map(BoundEvent::of).toList();
    }

    @Override
    void write(OutputStream output) throws IOException {
        for (BoundEvent event : events) {
            output.write(writer.writeValueAsBytes(event));
        }
    }
}
