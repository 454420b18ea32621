package dev.flagexporter.runtime.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import dev.flagexporter.ReloadResult;
import dev.flagexporter.ReloadResult.Outcome;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

class ReloadLogTest {

    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger("dev.flagexporter");
    private static final ReloadResult APPLIED = new ReloadResult(
            Outcome.APPLIED,
            List.of("n"),
            List.of("c", "d"),
            List.of("r"),
            List.of("u", "v"),
            List.of("c.kind", "d.kind"),
            List.of(),
            Optional.empty());

    private long now;
    private final ReloadLog log = new ReloadLog(() -> now);

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
                lines.add(entry.getLevel() + " " + ((ExtLogRecord) entry).getFormattedMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
    }

    private static ReloadResult result(Outcome outcome, List<String> awaitingRestart, String problems) {
        return new ReloadResult(
                outcome,
                List.of(),
                List.of(),
                List.of(),
                List.of("a"),
                List.of(),
                awaitingRestart,
                Optional.ofNullable(problems));
    }

    private void invalid(String reasons) {
        log.reloaded(result(Outcome.INVALID, List.of(), reasons), List.of());
    }

    @Test
    void saysInOneLineWhatHasChanged() {
        log.reloaded(APPLIED, List.of());

        assertThat(lines)
                .containsExactly(
                        "INFO The configuration was reloaded: removed \"r\"; changed \"c\", \"d\"; added \"n\"; 2 unchanged; changed keys are c.kind, d.kind");
    }

    @Test
    void warnsWhenAFileIsLostThatHadExporters() {
        log.reloaded(APPLIED, List.of(Path.of("config", "application.properties")));

        assertThat(lines)
                .singleElement(STRING)
                .startsWith("WARN The configuration was reloaded: removed \"r\";")
                .endsWith(". These files were deleted or are empty: config/application.properties");
    }

    @Test
    void saysNothingWhenThereWasNothingToApply() {
        log.reloaded(result(Outcome.UNCHANGED, List.of(), null), List.of());
        assertThat(lines).isEmpty();
    }

    @Test
    void saysWhyAConfigurationIsInvalid() {
        invalid("It is wrong.");
        assertThat(lines)
                .containsExactly(
                        "ERROR The new configuration is invalid and not applied; the previous one stays in use. It is wrong.");
    }

    @Test
    void repeatsTheSameProblemsAtMostOnceAMinuteAndOthersAtOnce() {
        invalid("It is wrong.");
        invalid("It is wrong.");
        assertThat(lines).hasSize(1);
        now += Duration.ofSeconds(60).toNanos();
        invalid("It is wrong.");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).endsWith("(1 more like it were not logged)");

        invalid("It is wrong in another way.");
        assertThat(lines).hasSize(3);
    }

    @Test
    void tellsProblemsAgainAfterAValidConfiguration() {
        invalid("It is wrong.");
        log.reloaded(result(Outcome.UNCHANGED, List.of(), null), List.of());
        invalid("It is wrong.");
        assertThat(lines).hasSize(2);
    }

    @Test
    void saysOnceWhatNeedsARestart() {
        log.reloaded(result(Outcome.UNCHANGED, List.of("store.capacity"), null), List.of());
        invalid("It is wrong.");
        log.reloaded(result(Outcome.UNCHANGED, List.of("store.capacity"), null), List.of());
        log.reloaded(result(Outcome.APPLIED, List.of("store.capacity"), null), List.of());

        assertThat(lines)
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("next start").endsWith("store.capacity"));
    }

    @Test
    void saysOnceWhichLocationsDoNotExist() {
        log.missing(List.of());
        assertThat(lines).isEmpty();
        log.missing(List.of("a", "b"));
        log.missing(List.of("a", "b"));
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("WARN").contains("do not exist", ": a, b."));

        log.missing(List.of());
        log.missing(List.of("a"));
        assertThat(lines).as("gone again").hasSize(2);
    }
}
