package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.flagexporter.DropReason;
import dev.flagexporter.runtime.deadletter.DeadLetterFullPolicy;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.runtime.delivery.DeliverySettings.DeadLetterSettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** No loss is left out of the log, however many there are. */
class LossesLogTest {

    private final LogCapture log = new LogCapture("dev.flagexporter");

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        log.close();
    }

    /** The first numbers of all lines that match. */
    private List<Integer> numbers(String expression) {
        return log.messages().stream()
                .flatMap(message -> Pattern.compile(expression).matcher(message).results())
                .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                .toList();
    }

    private String lastLine() {
        return log.messages().get(log.messages().size() - 1);
    }

    @Test
    void addsUpToWhatOverflowed() {
        DeliveryHarness harness = new DeliveryHarness(10, 10).started();
        harness.exporter.alwaysFail(new IOException("down"));
        for (int i = 0; i < 10; i++) {
            harness.append(10);
            harness.tick();
        }
        assertThat(numbers("dropped .*?(\\d+) .*overflow")).as("at once").hasSize(1);
        harness.advance(DeliveryLog.INTERVAL);
        List<Integer> told = numbers("dropped .*?(\\d+) .*overflow");
        assertThat(told).hasSize(2);
        assertThat(told.stream().mapToInt(Integer::intValue).sum()).isEqualTo(80);
        harness.data.stop();
        harness.advance(DeliveryHarness.SHUTDOWN_TIMEOUT);
        assertThat(lastLine()).contains("OVERFLOW=80", "REJECTED=0", "EXHAUSTED=0", "20 NOT delivered");
    }

    @Test
    void isToldByTheStopWhenTheIntervalIsNotOver() {
        DeliveryHarness harness = new DeliveryHarness(
                        10,
                        100,
                        new FailureSettings(1, Optional.empty(), Disposal.DROP, Disposal.DROP, Optional.empty()))
                .started();
        harness.exporter.thenFail(new IOException("down"));
        harness.append(10);
        harness.flush();
        harness.exporter.then(ScriptedExporter.rejecting("no", 0, 1));
        harness.append(10);
        harness.flush();
        assertThat(numbers("dropped .*?(\\d+) .*given up")).containsExactly(10);
        harness.data.stop();
        harness.run();
        assertThat(lastLine()).contains("REJECTED=2", "EXHAUSTED=10");
    }

    @Test
    void addsUpToTheDeadLetters() {
        DeliveryHarness harness = new DeliveryHarness(
                        10,
                        100,
                        new FailureSettings(
                                1, Optional.empty(), Disposal.DEAD_LETTER, Disposal.DROP, Optional.of(directory)))
                .started();
        harness.exporter.alwaysFail(new IOException("down"));
        for (int i = 0; i < 5; i++) {
            harness.append(4);
            harness.flush();
        }
        harness.advance(DeliveryLog.INTERVAL);
        List<Integer> told = numbers("(\\d+) events to .*dead-letter file");
        assertThat(told).hasSize(2);
        assertThat(told.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
        harness.data.stop();
        harness.run();
        assertThat(lastLine()).contains("dead letters=20");
    }

    /** An exporter with a dead-letter file that one letter fills. */
    private final class Filled {

        private final ManualClock clock = new ManualClock();
        private final ManualDriver worker = new ManualDriver(clock, new DeliveryHarness.LongestWait());
        private final DeliveryHarness harness = new DeliveryHarness();
        private final DefaultDataExporter<FeatureEvent> data;

        Filled(DeadLetterFullPolicy policy) {
            ScriptedExporter exporter = new ScriptedExporter(true).always((context, events) -> {
                throw ExportException.partial("no", null, Set.of(), Set.of(0));
            });
            ExporterSetup setup = DeliveryHarness.setup("full", exporter, 10);
            DeliverySettings settings = setup.delivery();
            data = new DefaultDataExporter<>(
                    new ExporterSetup(
                            setup.name(),
                            setup.kind(),
                            setup.eventType(),
                            setup.instances(),
                            new DeliverySettings(
                                    settings.flushTrigger(),
                                    settings.batchLimits(),
                                    settings.timeouts(),
                                    settings.retry(),
                                    new FailurePolicy(
                                            Disposal.KEEP,
                                            Disposal.DEAD_LETTER,
                                            Optional.of(new DeadLetterSettings(
                                                    directory, new DeadLetterLimit(1, policy)))))),
                    harness.store,
                    worker.environment());
            worker.drive(data);
            data.start();
            worker.run();
            for (int i = 0; i < 4; i++) {
                harness.store.append(Events.feature(2 * i));
                harness.store.append(Events.feature(2 * i + 1));
                data.flush();
                worker.run();
            }
        }
    }

    @Test
    void tellsOfWhatAFullDeadLetterFileDrops() {
        Filled filled = new Filled(DeadLetterFullPolicy.DROP);
        assertThat(filled.data.counts().deadLettered()).isEqualTo(1);
        assertThat(filled.data.counts().dropped().get(DropReason.DEAD_LETTERS_FULL))
                .isEqualTo(3);
        assertThat(filled.data.counts().delivered()).isEqualTo(4);
        filled.worker.advance(Duration.ofSeconds(31));
        assertThat(numbers("dropped .*?(\\d+) .*dead-letter file is full").stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(3);
        filled.data.stop();
        filled.worker.run();
        assertThat(lastLine()).contains("DEAD_LETTERS_FULL=3", "dead letters=1");
    }

    @Test
    void losesNothingWhenAFullDeadLetterFileKeepsWhatItHas() {
        Filled filled = new Filled(DeadLetterFullPolicy.KEEP);
        assertThat(filled.data.counts().deadLettered()).isEqualTo(1);
        assertThat(filled.data.counts().dropped().values()).containsOnly(0L);
        assertThat(filled.data.counts().pending()).isGreaterThanOrEqualTo(5);
        assertThat(filled.data.lastFailure().orElseThrow().cause()).hasMessageContaining("cannot be written");
    }
}
