package dev.flagexporter.spi.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.template.TemplateException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("An event format")
class EventFormatTest {

    private static FeatureEvent feature(String userKey) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey(userKey)
                .creationDate(1700000000)
                .key("flag")
                .variation("on")
                .value(true)
                .source("SERVER")
                .metadata(Map.of())
                .build();
    }

    private static FormatSettings csv(String template) {
        return new FormatSettings(EventType.FEATURE, Optional.of(template), ';', Map.of());
    }

    private static String written(String format, FormatSettings settings, ExportableEvent... events)
            throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        EventFormat.named(format).orElseThrow().writer(settings).write(EventBatch.withoutIds(List.of(events)), output);
        return output.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "json", "Json"})
    void isFoundInAnyCase(String name) {
        assertThat(EventFormat.named(name)).get().extracting(EventFormat::name).isEqualTo("json");
    }

    @Test
    void isNotFoundUnderAnUnknownName() {
        assertThat(EventFormat.named("yaml")).isEmpty();
        assertThat(EventFormat.named("")).isEmpty();
    }

    @Test
    void ofAThirdPartyStandsBesideTheBuiltInOnes() throws IOException {
        assertThat(EventFormat.names()).containsExactly("count", "csv", "json", "packed");
        assertThat(written("Count", FormatSettings.defaults(EventType.FEATURE), feature("a"), feature("b")))
                .isEqualTo("2 events");
    }

    @Test
    void tellsItsMediaType() {
        assertThat(EventFormat.named("json").orElseThrow().contentType()).isEqualTo("application/x-ndjson");
        assertThat(EventFormat.named("csv").orElseThrow().contentType()).isEqualTo("text/csv");
    }

    @Test
    void jsonEndsEachLineWithALineFeed() throws IOException {
        FeatureEvent first = feature("a\nb");
        FeatureEvent second = feature("c");

        assertThat(written("json", FormatSettings.defaults(EventType.FEATURE), first, second))
                .isEqualTo(new String(first.formatInJson(), StandardCharsets.UTF_8) + "\n"
                        + new String(second.formatInJson(), StandardCharsets.UTF_8) + "\n")
                .hasLineCount(2);
    }

    @Test
    void csvHasALineForEachEventAndNoHeader() throws IOException {
        assertThat(written("csv", FormatSettings.defaults(EventType.FEATURE), feature("a"), feature("b")))
                .isEqualTo("""
                        feature;user;a;1700000000;flag;on;true;false;SERVER
                        feature;user;b;1700000000;flag;on;true;false;SERVER
                        """);
    }

    @Test
    void csvQuotesWhatWouldBreakTheLine() throws IOException {
        assertThat(written("csv", csv("{{ .UserKey}};{{ .Key}}\n"), feature("a;\"b\"\nc")))
                .isEqualTo("\"a;\"\"b\"\"\nc\";flag\n");
    }

    @Test
    void csvHasItsOwnDefaultForTrackingEvents() throws IOException {
        TrackingEvent event = TrackingEvent.builder()
                .contextKind("user")
                .userKey("u")
                .creationDate(1700000005)
                .key("paid")
                .evaluationContext(Map.of("plan", "pro"))
                .trackingDetails(Map.of("value", 1))
                .build();

        assertThat(written("csv", FormatSettings.defaults(EventType.TRACKING), event))
                .isEqualTo(
                        "tracking;user;u;1700000005;paid;" + "\"{\"\"plan\"\":\"\"pro\"\"}\";\"{\"\"value\"\":1}\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{ .Key}}", "{{ .Key}}\n", "{{ .Key -}}", "{{ .Key -}}\n", "{{ .Key}}{{- \n.Version -}}\n"})
    void csvEndsEachLineWhateverTheTemplateLost(String template) throws IOException {
        assertThat(written("csv", csv(template), feature("a"), feature("b"))).isEqualTo("flag\nflag\n");
    }

    @Test
    void csvRefusesATemplateThatCannotBeUsed() {
        EventFormat csv = EventFormat.named("csv").orElseThrow();

        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> csv.writer(csv("{{ .Nope}}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void leavesTheOutputOpenAndPassesOnItsFailure(String format) throws IOException {
        EventWriter writer = EventFormat.named(format).orElseThrow().writer(FormatSettings.defaults(EventType.FEATURE));
        try (ClosingWatched output = new ClosingWatched()) {
            writer.write(EventBatch.withoutIds(List.of(feature("a"))), output);
            assertThat(output.closed).isFalse();
        }
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        writer.write(EventBatch.withoutIds(List.of(feature("a".repeat(100_000)))), new FullDisk()))
                .withMessage("no space left");
    }

    private static final class ClosingWatched extends ByteArrayOutputStream {

        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class FullDisk extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            throw new IOException("no space left");
        }
    }

    private static FormatSettings eventId(EventType type, String option) {
        return new FormatSettings(
                type, Optional.empty(), ';', true, false, Optional.empty(), Map.of("event-id", option));
    }

    private static String writtenWithIds(String format, FormatSettings settings) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        EventBatch batch = new EventBatch(List.of(feature("a"), feature("b")), position -> "s1-" + (7 + position));
        EventFormat.named(format).orElseThrow().writer(settings).write(batch, output);
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void haveTheIdsOfEventsOnRequest() throws IOException {
        assertThat(writtenWithIds("csv", eventId(EventType.FEATURE, "true"))).isEqualTo("""
                kind;contextKind;userKey;creationDate;key;variation;value;default;source;eventId
                feature;user;a;1700000000;flag;on;true;false;SERVER;s1-7
                feature;user;b;1700000000;flag;on;true;false;SERVER;s1-8
                """);
        assertThat(writtenWithIds("json", eventId(EventType.FEATURE, "TRUE")).lines())
                .satisfiesExactly(
                        a -> assertThat(a).endsWith(",\"source\":\"SERVER\",\"eventId\":\"s1-7\"}"),
                        b -> assertThat(b).endsWith(",\"source\":\"SERVER\",\"eventId\":\"s1-8\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void haveNoIdsByDefault(String format) throws IOException {
        assertThat(writtenWithIds(format, FormatSettings.defaults(EventType.FEATURE)))
                .doesNotContain("s1-")
                .isEqualTo(writtenWithIds(
                        format,
                        new FormatSettings(EventType.FEATURE, Optional.empty(), ';', Map.of("event-id", "false"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void reportAnInvalidRequestForIds(String format) {
        assertThat(EventFormat.named(format).orElseThrow().check(eventId(EventType.FEATURE, "yes")))
                .containsExactly(new ConfigurationProblem(
                        "format-options.event-id",
                        "yes",
                        "must be true or false",
                        "use true to write each event with its id, or leave it out"));
    }
}
