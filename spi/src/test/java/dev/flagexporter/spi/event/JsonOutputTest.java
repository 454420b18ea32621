package dev.flagexporter.spi.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("A stream of JSON")
class JsonOutputTest {

    private static final int PIECE = 16 * 1024;
    private static final byte[] LINE_END = {'\n'};

    private static FeatureEvent event(String userKey, Map<String, Object> metadata) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey(userKey)
                .creationDate(1700000000)
                .key("flag")
                .variation("on")
                .value(true)
                .source("SERVER")
                .metadata(metadata)
                .build();
    }

    private static byte[] written(List<? extends ExportableEvent> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonOutput output = new JsonOutput(bytes);
        for (ExportableEvent event : events) {
            output.writeEvent(event);
            output.writeRaw(LINE_END);
        }
        output.flush();
        return bytes.toByteArray();
    }

    /** One event after the other, each as a message of its own. */
    private static byte[] joined(List<? extends ExportableEvent> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ExportableEvent event : events) {
            bytes.write(event.formatInJson());
            bytes.write(LINE_END);
        }
        return bytes.toByteArray();
    }

    @Test
    void hasTheBytesOfEachEventWhereverAPieceEnds() throws IOException {
        RandomValues random = new RandomValues(42);
        List<ExportableEvent> events = IntStream.range(0, 2000)
                .<ExportableEvent>mapToObj(i -> i % 2 == 0 ? random.feature() : random.tracking())
                .toList();

        assertThat(written(events)).isEqualTo(joined(events)).hasSizeGreaterThan(10 * PIECE);
    }

    @Test
    void repeatsMetadataThatEventsShare() throws IOException {
        Map<String, Object> shared =
                event("", Map.of("provider", "java", "text", "\"\u6771\"")).metadata();
        Map<String, Object> other = event("", Map.of("provider", "go")).metadata();
        List<FeatureEvent> events = IntStream.range(0, 2000)
                .mapToObj(i -> event("x".repeat(i % 97), i % 400 == 5 || i % 400 == 7 ? other : shared))
                .toList();

        assertThat(written(events)).isEqualTo(joined(events));
    }

    @Test
    void repeatsSharedMetadataThatIsLargerThanAPiece() throws IOException {
        for (int length = PIECE - 200; length < PIECE + 10; length++) {
            Map<String, Object> shared =
                    event("", Map.of("text", "x".repeat(length))).metadata();
            List<FeatureEvent> events = List.of(event("a", shared), event("b", shared), event("c", shared));

            assertThat(written(events)).isEqualTo(joined(events));
        }
    }

    @Test
    void holdsNoMoreThanAPieceHoweverLargeAnEventIs() throws IOException {
        Watched target = new Watched();
        JsonOutput output = new JsonOutput(target);

        output.writeEvent(event("x".repeat(2 * 1024 * 1024) + "\u0000".repeat(1024 * 1024), Map.of()));

        assertThat(target.largest).isLessThanOrEqualTo(PIECE);
        assertThat(target.count).isGreaterThan(8 * 1024 * 1024 - PIECE);
    }

    @Test
    void passesOnWhatIsLeftWhenItIsFlushedAndLeavesTheTargetOpen() throws IOException {
        Watched target = new Watched();
        JsonOutput output = new JsonOutput(target);
        output.writeRaw(LINE_END);

        output.flush();
        assertThat(target.count).isEqualTo(1);
        assertThat(target.flushed).isTrue();
        assertThat(target.closed).isFalse();
    }

    @Test
    void mayBeMadeOfValuesAndWhatStandsBetweenThem() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonOutput output = new JsonOutput(bytes);

        output.writeRaw("{\"meta\":".getBytes(StandardCharsets.UTF_8));
        output.writeValue(Map.of("b", 1.0, "a", new int[] {1, 2}));
        output.writeRaw(",\"events\":[".getBytes(StandardCharsets.UTF_8));
        output.writeEvent(new WritingItself());
        output.writeRaw("]}".getBytes(StandardCharsets.UTF_8));
        output.flush();

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"meta\":{\"a\":[1,2],\"b\":1},\"events\":[{\"own\":1}]}");
    }

    @Test
    void takesRawBytesOfAnyLength() throws IOException {
        byte[] large = "ab".repeat(PIECE).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonOutput output = new JsonOutput(bytes);

        output.writeRaw(LINE_END);
        output.writeRaw(large);
        output.writeRaw(LINE_END);
        output.flush();

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\n" + "ab".repeat(PIECE) + "\n");
    }

    @Test
    void failsAsItsTargetDoes() throws IOException {
        JsonOutput output = new JsonOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        });

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> output.writeEvent(event("x".repeat(2 * PIECE), Map.of())))
                .withMessage("no space left");
    }

    private static final class Watched extends OutputStream {

        private long count;
        private int largest;
        private boolean flushed;
        private boolean closed;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
            largest = Math.max(largest, length);
        }

        @Override
        public void flush() {
            flushed = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void addsTheIdOfAnEventAsItsLastField() throws IOException {
        FeatureEvent feature = event("u-1", Map.of("env", "prod"));
        TrackingEvent tracking = TrackingEvent.builder().userKey("u-1").build();

        assertThat(writtenWithId(feature)).isEqualTo(withLastField(written(List.of(feature))));
        assertThat(writtenWithId(tracking)).isEqualTo(withLastField(written(List.of(tracking))));
        assertThat(writtenWithId(new WritingItself())).isEqualTo("{\"own\":1,\"eventId\":\"s1-\\\"7\"}");
    }

    private static String writtenWithId(ExportableEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonOutput output = new JsonOutput(bytes);
        output.writeEvent(event, "s1-\"7");
        output.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String withLastField(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).replaceFirst("}\n$", ",\"eventId\":\"s1-\\\\\"7\"}");
    }
}
