package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.EventOrigin;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What goes into the file comes out of it, whatever else is in there. */
class DeadLetterFileTest {

    private static final int MAX_LINE = 2000;

    @TempDir
    private Path directory;

    private DeadLetterFile file;

    @BeforeEach
    void name() {
        file = new DeadLetterFile(directory, "lake", DeadLetterLimit.DEFAULT.maxSize());
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    private static DeadLetter letter(ExportableEvent event, String message) {
        return new DeadLetter(DropReason.REJECTED, message, 3, Instant.EPOCH, "lake", event.type(), "id", "s-7", event);
    }

    private static DeadLetter letter(int number) {
        return letter(Events.feature(number), "no");
    }

    private List<DeadLetterLine> read() throws IOException {
        return file.read(0, EventType.FEATURE, 1000, Long.MAX_VALUE);
    }

    private List<Optional<ExportableEvent>> events() throws IOException {
        return read().stream().map(DeadLetterLine::event).toList();
    }

    private static Optional<ExportableEvent> event(int number) {
        return Optional.of(Events.feature(number));
    }

    private void write(String text) throws IOException {
        Files.writeString(file.path(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path corrupt() {
        return directory.resolve("lake.dead-letters.jsonl.corrupt");
    }

    private void assertReadBack(ExportableEvent event) throws IOException {
        assertReadBackAs(event, event);
    }

    private void assertReadBackAs(ExportableEvent event, ExportableEvent expected) throws IOException {
        file.append(List.of(letter(event, "why \n \u2028")));
        assertThat(file.read(0, event.type(), 10, Long.MAX_VALUE))
                .singleElement()
                .extracting(DeadLetterLine::event)
                .isEqualTo(Optional.of(expected));
    }

    private static FeatureEvent of(Object value, Map<String, Object> metadata) {
        return FeatureEvent.builder()
                .userKey("ü\"\n\u0000")
                .key("k")
                .value(value)
                .defaultServed(true)
                .source("SERVER")
                .metadata(metadata)
                .build();
    }

    @Test
    void readsTheIdOfAnEventBack() throws IOException {
        file.append(List.of(letter(1)));
        assertThat(read()).extracting(DeadLetterLine::eventId).containsExactly(Optional.of("s-7"));
    }

    @Test
    void readsLinesThatWereWrittenWithoutAnId() throws IOException {
        write("{\"eventType\":\"feature\",\"event\":"
                + new String(Events.feature(1).formatInJson(), UTF_8) + "}\n");
        assertThat(read()).singleElement().satisfies(line -> {
            assertThat(line.event()).isEqualTo(event(1));
            assertThat(line.eventId()).isEmpty();
        });
    }

    @Test
    void doesNotTakeALineWithAnIdThatIsNotAStringForADeadLetter() throws IOException {
        write("{\"eventId\":7,\"event\":" + new String(Events.feature(1).formatInJson(), UTF_8) + "}\n");
        assertThat(events()).containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"team-a,mobile", "team-a,''", "'',mobile", "'ü\"\\','\u2028'"})
    void readsTheOriginOfAnEventBack(String flagSet, String apiKeyName) throws IOException {
        EventOrigin origin = EventOrigin.of(flagSet, apiKeyName);
        assertReadBack(Events.feature(1).toBuilder().origin(origin).build());
    }

    @Test
    void readsTheOriginOfATrackingEventBack() throws IOException {
        EventOrigin origin = EventOrigin.of("team-a", "mobile");
        assertReadBack(Events.tracking(1).toBuilder().origin(origin).build());
    }

    @Test
    void writesNothingOfAnOriginThatIsEmpty() throws IOException {
        file.append(List.of(letter(1)));
        assertThat(Files.readString(file.path())).doesNotContain("origin");
    }

    @Test
    void ignoresPartsOfAnOriginThatItDoesNotKnow() throws IOException {
        write("{\"origin\":{\"region\":{\"name\":\"eu\"},\"flagSet\":\"team-a\"},\"event\":"
                + new String(Events.feature(1).formatInJson(), UTF_8) + "}\n");
        assertThat(events())
                .containsExactly(Optional.of(Events.feature(1).toBuilder()
                        .origin(EventOrigin.of("team-a", ""))
                        .build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"team-a\"", "null", "[]", "{\"flagSet\":7}", "{\"apiKeyName\":null}"})
    void doesNotTakeALineWithAnInvalidOriginForADeadLetter(String origin) throws IOException {
        write("{\"origin\":" + origin + ",\"event\":"
                + new String(Events.feature(1).formatInJson(), UTF_8) + "}\n");
        assertThat(events()).containsExactly(Optional.empty());
    }

    @Test
    void plainOnes() throws IOException {
        assertReadBack(Events.feature(7));
    }

    @Test
    void trackingEvents() throws IOException {
        assertReadBack(Events.tracking(7));
    }

    @Test
    void trackingEventsWithoutAnything() throws IOException {
        assertReadBack(TrackingEvent.builder()
                .creationDate(-1)
                .trackingDetails(Map.of())
                .build());
    }

    @Test
    void valuesOfEveryShape() throws IOException {
        Map<String, Object> nested = new HashMap<>();
        nested.put("null", null);
        nested.put("list", Arrays.asList(1, 1.5, "x", null, true, List.of()));
        nested.put("large", BigInteger.TEN.pow(40));
        nested.put("exact", new BigDecimal("0.1000000000000000000000001"));
        assertReadBack(of(nested, nested));
    }

    @Test
    void valuesAsDeepAsTheyMayBe() throws IOException {
        assertReadBack(of(nested(JsonValues.MAX_DEPTH), Map.of("deep", "enough")));
    }

    @Test
    void valuesThatAreCutOffBecauseTheyAreTooDeep() throws IOException {
        assertReadBack(of(nested(10 * JsonValues.MAX_DEPTH), Map.of("too", "deep")));
    }

    private static Object nested(int depth) {
        Object value = "bottom";
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void textsBeyondWhatMayBeReceived() throws IOException {
        String text = "\u0001" + "x".repeat(JsonValues.MAX_TEXT_LENGTH);
        assertReadBack(of(text, Map.of(text, text)));
    }

    @Test
    void numbersBeyondWhatMayBeReceived() throws IOException {
        String digits = "7".repeat(5 * JsonValues.MAX_NUMBER_LENGTH);
        assertReadBack(of(new BigInteger(digits), Map.of("n", new BigDecimal("0." + digits))));
    }

    @Test
    void halvesOfSurrogatesAsUtf8CanHoldThem() throws IOException {
        assertReadBackAs(of("a\ud800b", Map.of("k\udc00", "\ud83d\ude00")), of("a\ufffdb", Map.of("k\ufffd", "😀")));
    }

    @Test
    void cutsLongMessages() throws IOException {
        file.append(List.of(letter(Events.feature(1), "x".repeat(1_000_000))));
        assertThat(Files.size(file.path())).isLessThan(2000);
        assertThat(events()).containsExactly(event(1));
    }

    @Test
    void linesThatAreNoDeadLettersHaveNoEvent() throws IOException {
        file.append(List.of(letter(1)));
        Files.write(file.path(), new byte[] {'{', '"', (byte) 0xc3, '"', '}', '\n'}, StandardOpenOption.APPEND);
        write("[".repeat(100_000) + "\n\n");
        write(Files.readAllLines(file.path(), StandardCharsets.ISO_8859_1)
                        .get(0)
                        .replace("\"value\":", "\"value\":" + "[".repeat(65) + "]".repeat(65) + ",\"x\":")
                + "\n");
        file.append(List.of(letter(2)));
        assertThat(events()).containsExactly(event(1), Optional.empty(), Optional.empty(), Optional.empty(), event(2));
    }

    @Test
    void readsPastALineThatIsTooLong() throws IOException {
        file.close();
        file = new DeadLetterFile(directory, "lake", DeadLetterLimit.DEFAULT.maxSize(), new Disk(), MAX_LINE);
        file.append(List.of(letter(1)));
        write("{".repeat(500_000) + "\n");
        file.append(List.of(letter(2)));
        List<DeadLetterLine> lines = read();
        assertThat(lines).extracting(DeadLetterLine::event).containsExactly(event(1), Optional.empty(), event(2));
        file.quarantine(lines.subList(1, 2));
        file.settle(lines.subList(1, 2));
        assertThat(events()).containsExactly(event(1), event(2));
        assertThat(corrupt()).hasSize(500_001);
        file.compact();
        assertThat(events()).containsExactly(event(1), event(2));
        assertThat(Files.size(file.path())).isLessThan(MAX_LINE);
    }

    @Test
    void readsAFewAtATime() throws IOException {
        file.append(IntStream.range(0, 5).mapToObj(DeadLetterFileTest::letter).toList());
        List<DeadLetterLine> two = file.read(0, EventType.FEATURE, 2, Long.MAX_VALUE);
        assertThat(two).extracting(DeadLetterLine::event).containsExactly(event(0), event(1));
        List<DeadLetterLine> one = file.read(two.get(1).end(), EventType.FEATURE, 1000, 1);
        assertThat(one).extracting(DeadLetterLine::event).containsExactly(event(2));
        assertThat(file.read(0, EventType.FEATURE, 1000, two.get(0).length() + 1))
                .extracting(DeadLetterLine::event)
                .containsExactly(event(0), event(1));
    }

    @Test
    void readsPastAnyNumberOfSettledLines() throws IOException {
        file.append(IntStream.range(0, 50).mapToObj(DeadLetterFileTest::letter).toList());
        file.settle(read().subList(0, 49));
        assertThat(file.read(0, EventType.FEATURE, 1, 1))
                .extracting(DeadLetterLine::event)
                .containsExactly(event(49));
    }

    @Test
    void compactsToWhatIsNotSettled() throws IOException {
        file.append(IntStream.range(0, 5).mapToObj(DeadLetterFileTest::letter).toList());
        List<String> before = Files.readAllLines(file.path());
        List<DeadLetterLine> lines = read();
        file.settle(List.of(lines.get(0), lines.get(2), lines.get(3)));
        file.compact();
        assertThat(Files.readAllLines(file.path())).containsExactly(before.get(1), before.get(4));
    }

    @Test
    void finishesALastLineThatLacksItsEndOnly() throws IOException {
        file.append(List.of(letter(1)));
        Files.writeString(file.path(), Files.readString(file.path()).strip());
        file.append(List.of(letter(2)));
        assertThat(events()).containsExactly(event(1), event(2));
        assertThat(corrupt()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 200_000})
    void putsALastLineAsideThatWasNeverFinished(int length) throws IOException {
        file.append(List.of(letter(1)));
        String half = "{\"reason\":" + "\0".repeat(length);
        write(half);
        assertThat(events()).containsExactly(event(1));
        file.append(List.of(letter(2)));
        assertThat(events()).containsExactly(event(1), event(2));
        assertThat(corrupt()).hasContent(half + "\n");
    }

    @Test
    void putsTheOnlyLineAsideThatWasNeverFinished() throws IOException {
        write("{");
        assertThat(read()).isEmpty();
        assertThat(file.path()).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a.b", "-", "..a", "lake.dead-letters.jsonl"})
    void staysInTheDirectory(String exporter) throws IOException {
        Path inner = directory.resolve("inner");
        try (DeadLetterFile dotted = new DeadLetterFile(inner, exporter, DeadLetterLimit.DEFAULT.maxSize())) {
            dotted.append(List.of(letter(1)));
            assertThat(dotted.path().getParent()).isEqualTo(inner);
            assertThat(dotted.read(0, EventType.FEATURE, 10, 1000)).hasSize(1);
        }
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(inner));
        assertThat(inner).isDirectoryContaining(path -> path.endsWith(exporter + ".dead-letters.jsonl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/a", "a/b", "a/../../b"})
    void isNeverElsewhere(String exporter) {
        assertThatThrownBy(() -> new DeadLetterFile(directory, exporter, DeadLetterLimit.DEFAULT.maxSize()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a name for a file: " + exporter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".corrupt", ".tmp", ".lock"})
    void followsNoLinks(String suffix) throws IOException {
        Path target = Files.writeString(directory.resolve("precious"), "content");
        Path link = directory.resolve("lake.dead-letters.jsonl" + suffix);
        Files.createSymbolicLink(link, target);
        assertThatThrownBy(this::useEverything)
                .isInstanceOf(IOException.class)
                .hasMessage(link + " is not a plain file; remove it, or use another directory");
        assertThat(target).hasContent("content");
    }

    private void useEverything() throws IOException {
        file.append(List.of(letter(1)));
        List<DeadLetterLine> lines = read();
        file.quarantine(lines);
        file.settle(lines);
        file.compact();
    }

    @Test
    void sitsBehindALinkedDirectory() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("d")));
        try (DeadLetterFile linked = new DeadLetterFile(link, "lake", DeadLetterLimit.DEFAULT.maxSize())) {
            linked.append(List.of(letter(1)));
        }
        assertThat(directory.resolve("d/lake.dead-letters.jsonl")).isNotEmptyFile();
    }

    @Test
    void isNoDirectory() throws IOException {
        Files.createDirectory(file.path());
        assertThatThrownBy(this::useEverything)
                .isInstanceOf(IOException.class)
                .hasMessage(file.path() + " is not a plain file; remove it, or use another directory");
    }
}
