package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import dev.flagexporter.spi.event.FeatureEvent;

/** JSON lines by Jackson's data binding, one generator for all of them. */
final class DataBindingWriting extends Writing {

    private final ObjectWriter writer = new ObjectMapper()
            .writerFor(BoundEvent.class)
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .withRootValueSeparator("\n");
    private List<BoundEvent> events = List.of();

    DataBindingWriting(String name) {
        super(name, "json");
    }

    @Override
    void prepare(List<FeatureEvent> all) {
        events = all.stream().map(BoundEvent::of).toList();
    }

    @Override
    void write(OutputStream output) throws IOException {
        try (SequenceWriter sequence = writer.writeValues(output)) {
            for (BoundEvent event : events) {
                sequence.write(event);
            }
        }
        output.write('\n');
    }
}
