package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.runtime.deadletter.FaultyDisk;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An event is given up only when it is safe. */
class DeadLetterOfficeTest {

    private static final Outcome REJECTED = new Outcome.Rejected(Set.of(0, 1), new IOException("too old"));

    @TempDir
    private Path directory;

    private final TreeMap<Integer, FeatureEvent> events = new TreeMap<>();

    @BeforeEach
    void number() {
        events.put(0, Events.feature(0));
        events.put(1, Events.feature(1));
    }

    private DeadLetterOffice office(DeadLetterFile file) {
        FailurePolicy policy =
                new FailurePolicy(1, Optional.empty(), Disposal.KEEP, Disposal.DEAD_LETTER, Optional.of(directory));
        ScriptedExporter exporter = new ScriptedExporter(true);
        ExporterSetup setup = DeliveryHarness.setup("lake", exporter, () -> exporter, 10, policy);
        return new DeadLetterOffice(setup, new ManualClock(), "store1", Optional.of(file));
    }

    @Test
    void keepsEventsPendingWhateverFailsOnTheDisk() throws IOException {
        boolean failed = true;
        for (int operation = 1; failed; operation++) {
            Path where = Files.createDirectory(directory.resolve("failing" + operation));
            FaultyDisk disk = new FaultyDisk(where, operation, false);
            DeadLetterOffice office = office(new DeadLetterFile(
                    where, "lake", DeadLetterLimit.DEFAULT.maxSize(), disk, DeadLetterFile.MAX_LINE_LENGTH));
            Outcome outcome = office.keep(REJECTED, Delivery.of(events, new ManualClock().now()), 1);
            failed = disk.hasFailed();
            if (failed) {
                assertPending(outcome, operation);
            } else {
                assertThat(outcome).isSameAs(REJECTED);
            }
            disk.heal();
            assertThat(office.keep(REJECTED, Delivery.of(events, new ManualClock().now()), 2))
                    .isSameAs(REJECTED);
            assertThat(where.resolve("lake.dead-letters.jsonl")).content().hasLineCount(failed ? 2 : 4);
            office.close();
            assertThat(operation).isLessThan(100);
        }
    }

    private static void assertPending(Outcome outcome, int operation) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.failure().orElseThrow())
                .hasMessageStartingWith("2 events cannot be written to the dead letter file ")
                .hasMessageEndingWith("injected at operation " + operation);
    }
}
