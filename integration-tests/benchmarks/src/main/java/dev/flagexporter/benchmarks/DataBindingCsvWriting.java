package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import dev.flagexporter.spi.event.FeatureEvent;

/** CSV by Jackson's data binding, which looks at each text to see whether it has to be quoted. */
final class DataBindingCsvWriting extends Writing {

    private final ObjectWriter writer;
    private List<BoundLine> events = List.of();

    DataBindingCsvWriting(String name) {
        super(name, "csv");
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                .build();
        writer = mapper.writer(mapper.schemaFor(BoundLine.class)
                        .withColumnSeparator(';')
                        .withLineSeparator("\n"))
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    @Override
    void prepare(List<FeatureEvent> all) {
        events = all.stream().map(BoundLine::of).toList();
    }

    @Override
    void write(OutputStream output) throws IOException {
        try (SequenceWriter sequence = writer.writeValues(output)) {
            for (BoundLine event : events) {
                sequence.write(event);
            }
        }
    }
}
