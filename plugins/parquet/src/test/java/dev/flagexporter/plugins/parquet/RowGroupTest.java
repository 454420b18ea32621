package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.format.FormatSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is held back is known without a look at the heap: what events had, less what has come out. */
@DisplayName("A Parquet file of any size is written with bounded memory:")
class RowGroupTest {

    private static final int MEGABYTE = 1024 * 1024;

    /** Events that cannot be compressed, and that exist only while they are written. */
    private static final class NoiseEvents extends AbstractList<FeatureEvent> {

        private static final int LETTERS = 64;

        private final int count;
        private final IntUnaryOperator length;
        private final CountingOutput output;
        private long characters;
        private long mostHeldBack;

        NoiseEvents(int count, IntUnaryOperator length, CountingOutput output) {
            this.count = count;
            this.length = length;
            this.output = output;
        }

        @Override
        public FeatureEvent get(int index) {
            mostHeldBack = Math.max(mostHeldBack, characters - output.bytes);
            String user = noise(index, length.applyAsInt(index));
            characters += user.length();
            return FeatureEvent.builder()
                    .contextKind("user")
                    .userKey(user)
                    .creationDate(index)
                    .key("flag")
                    .variation("on")
                    .value(true)
                    .version("1")
                    .source("TEST")
                    .metadata(Map.of())
                    .build();
        }

        private static String noise(int seed, int length) {
            return new Random(seed)
                    .ints(length, 0, LETTERS)
                    .collect(
                            () -> new StringBuilder(length),
                            (text, letter) -> text.append((char) ('0' + letter)),
                            StringBuilder::append)
                    .toString();
        }

        @Override
        public int size() {
            return count;
        }
    }

    private static final class CountingOutput extends OutputStream {

        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] written, int offset, int length) {
            bytes += length;
        }
    }

    private static NoiseEvents written(int count, IntUnaryOperator length) throws Exception {
        CountingOutput output = new CountingOutput();
        NoiseEvents events = new NoiseEvents(count, length, output);
        EventWriter writer = new BatchWriter<>(Schema.FEATURE, Codec.UNCOMPRESSED, false);
        writer.write(EventBatch.withoutIds(events), output);
        assertThat(output.bytes).isGreaterThan(events.characters);
        return events;
    }

    @Test
    void ofSmallEventsARowGroupAtMost() throws Exception {
        NoiseEvents events = written(300_000, index -> 300);
        assertThat(events.characters).isGreaterThan(5L * BatchWriter.ROW_GROUP_BYTES);
        assertThat(events.mostHeldBack).isLessThan(BatchWriter.ROW_GROUP_BYTES + MEGABYTE);
    }

    @Test
    void ofLargeEventsARowGroupAtMost() throws Exception {
        NoiseEvents events = written(100, index -> MEGABYTE);
        assertThat(events.mostHeldBack).isLessThan(BatchWriter.ROW_GROUP_BYTES + 3L * MEGABYTE);
    }

    @Test
    void ofLargeEventsBehindSmallOnesLittleMore() throws Exception {
        NoiseEvents events = written(10_100, index -> index < 10_000 ? 10 : MEGABYTE);
        assertThat(events.mostHeldBack).isLessThan(BatchWriter.ROW_GROUP_BYTES + 21L * MEGABYTE);
    }

    @Test
    void itHasSeveralRowGroupsThen() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        List<FeatureEvent> events = new NoiseEvents(50, index -> MEGABYTE, new CountingOutput());
        new ParquetFormat()
                .writer(FormatSettings.defaults(EventType.FEATURE))
                .write(EventBatch.withoutIds(events), file);
        Footer footer = Footer.of(file.toByteArray());
        assertThat(footer.rows()).isEqualTo(50);
        assertThat(footer.rowGroups()).hasSizeGreaterThan(2).hasSizeLessThan(10);
    }
}
