package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.flagexporter.spi.event.FeatureEvent;

/** JSON lines of events that are handed Jackson's generator: data binding without the binding. */
final class GeneratorWriting extends Writing {

    private final JsonFactory factory = new JsonFactory();
    private List<FeatureEvent> events = List.of();

    GeneratorWriting(String name) {
        super(name, "json");
    }

    @Override
    void prepare(List<FeatureEvent> all) {
        events = all;
    }

    @Override
    void write(OutputStream output) throws IOException {
        try (JsonGenerator generator = factory.createGenerator(output)) {
            generator.setPrettyPrinter(new MinimalPrettyPrinter(""));
            for (FeatureEvent event : events) {
                event.writeJson(generator);
                generator.writeRaw('\n');
            }
        }
    }
}
