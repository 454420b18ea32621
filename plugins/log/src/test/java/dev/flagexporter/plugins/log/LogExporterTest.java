package dev.flagexporter.plugins.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.RecordingLogger;
import dev.flagexporter.testkit.TestEnvironment;
import dev.flagexporter.testkit.TestExportContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A log exporter")
class LogExporterTest {

    private final TimeZone processZone = TimeZone.getDefault();
    private final RecordingLogger logger = new RecordingLogger(INFO);

    @BeforeEach
    void setTheZone() {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
    }

    @AfterEach
    void restoreTheZone() {
        TimeZone.setDefault(processZone);
    }

    private static Exporter exporter(EventType type, Map<String, String> keys) throws Exception {
        return (Exporter) new LogExporterFactory()
                .create(Configurations.of(LogExporterConfig.class, keys), TestEnvironment.of(type));
    }

    private static TestExportContext context(EventType type, int count, System.Logger logger) {
        TestExportContext context = TestExportContext.of(type, 0, count);
        return new TestExportContext(
                context.exporterName(),
                type,
                logger,
                context.storeId(),
                context.firstOffset(),
                context.lastOffset(),
                context.attempt(),
                context.deliveryId(),
                Optional.empty(),
                context.batchCreatedAt(),
                context.deadline());
    }

    private void log(Map<String, String> keys, ExportableEvent... events) throws Exception {
        EventType type = events[0].type();
        exporter(type, keys).export(context(type, events.length, logger), List.of(events));
    }

    private static FeatureEvent feature(String userKey, Object value) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey(userKey)
                .creationDate(1700000000)
                .key("flag")
                .variation("on")
                .value(value)
                .source("SERVER")
                .build();
    }

    @Test
    void sendsEventsAsSoonAsTheyAreThere() throws Exception {
        assertThat(exporter(EventType.FEATURE, Map.of()).isBulk()).isFalse();
    }

    @Test
    void logsEachFeatureEventInTheReferencesFormat() throws Exception {
        log(Map.of(), Events.feature(1), feature("u-2", 12.0));

        assertThat(logger.messages())
                .containsExactly(
                        "[2023-11-15T03:43:20+05:30] user=\"user-1\", flag=\"checkout-v2\", value=\"true\"",
                        "[2023-11-15T03:43:20+05:30] user=\"u-2\", flag=\"flag\", value=\"12\"");
        assertThat(logger.levels()).containsExactly(INFO, INFO);
    }

    @Test
    void logsEachTrackingEventWithItsDetails() throws Exception {
        TrackingEvent bare = TrackingEvent.builder()
                .userKey("u")
                .creationDate(1700000000)
                .key("paid")
                .build();
        log(Map.of(), Events.tracking(1), bare);

        assertThat(logger.messages())
                .containsExactly(
                        "[2023-11-15T03:43:20+05:30] user=\"user-1\", key=\"order-paid\","
                                + " details={\"currency\":\"EUR\",\"value\":49.9}",
                        "[2023-11-15T03:43:20+05:30] user=\"u\", key=\"paid\", details=");
    }

    @Test
    void logsTheIdOfAnEventOnRequest() throws Exception {
        log(Map.of("log-format", "{{ .Key}} {{ .EventId}}"), Events.feature(1), Events.feature(2));

        assertThat(logger.messages()).containsExactly("checkout-v2 store1-0", "checkout-v2 store1-1");
    }

    @Test
    void usesTheConfiguredFormat() throws Exception {
        log(Map.of("log-format", "{{ .Key}} -> {{ .Variation}} ({{ .Metadata}})"), Events.feature(1));

        assertThat(logger.messages()).containsExactly("checkout-v2 -> on ({\"env\":\"prod\"})");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{0}", "{1}", "{", "}", "{}", "{user}", "it's", "'{0}'", "''", "%s %d %n", "\\n", "${x}", "$1"})
    void logsTextLiterallyWhateverIsInIt(String text) throws Exception {
        log(Map.of("log-format", text + "|{{ .UserKey}}"), feature(text, null));

        assertThat(logger.messages()).containsExactly(text + "|" + text);
    }

    @Test
    void decidesByTheEventWhatItLogs() throws Exception {
        log(
                Map.of(
                        "log-format",
                        "{{ if .Default}}FAILED {{ end }}{{ printf \"%-12s\" .Key}}{{ .Metadata.env}}{{ println }}"),
                Events.feature(1));

        assertThat(logger.messages()).containsExactly("checkout-v2 prod\\n");
    }

    @Test
    void keepsEachEventOnOneLineOfTheLog() throws Exception {
        log(Map.of("log-format", "{{ .UserKey}}"), feature("a\r\n[2024-01-01] user=\"root\"\t\u001b[2J\u2028", null));

        assertThat(logger.messages()).containsExactly("a\\r\\n[2024-01-01] user=\"root\"\\t\\u001b[2J\\u2028");
    }

    @Test
    void keepsTheOrderInWhichCharactersAreShown() throws Exception {
        log(Map.of("log-format", "{{ .UserKey}} {{ .Value}}"), feature("a\u202e", Map.of("\u2066", "\u200f")));

        assertThat(logger.messages()).containsExactly("a\\u202e {\"\\u2066\":\"\\u200f\"}");
    }

    @Test
    void logsNothingBelowTheLevelOfItsLogger() throws Exception {
        RecordingLogger quiet = new RecordingLogger(WARNING);

        exporter(EventType.FEATURE, Map.of()).export(context(EventType.FEATURE, 1, quiet), Events.features(1));

        assertThat(quiet.messages()).isEmpty();
    }
}
