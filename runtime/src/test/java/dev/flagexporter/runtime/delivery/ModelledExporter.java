package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterState;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.FeatureEvent;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** An exporter of a schedule from when it is added, beside the ledger of what has to become of its events. */
final class ModelledExporter {

    private static final Pattern LETTER = Pattern.compile("^\\{.*\"userKey\":\"user-(\\d+)\"", Pattern.MULTILINE);

    /** How it is configured from one replacement to the next. */
    static final class Settings {

        private final int batch;
        private final FailurePolicy policy;
        private boolean begun;

        Settings(int batch, FailurePolicy policy) {
            this.batch = batch;
            this.policy = policy;
        }

        int batch() {
            return batch;
        }

        FailurePolicy policy() {
            return policy;
        }
    }

    private final String name;
    private final Schedule schedule;
    private final Ledger ledger;
    private final ManualWorker worker = new ManualWorker(this::takesOver);
    private final List<UnreliableExporter> instances = new ArrayList<>();
    private final Optional<Path> letters;
    private DataExporter<FeatureEvent> handle;
    private boolean removed;
    private boolean exporting;
    private int cycleOfLastOpening = -1;
    /** What to enter into the ledger when another cycle takes over from a call that has not returned. */
    private @Nullable Runnable abandonment;

    private int replacementsBefore;

    ModelledExporter(String name, Schedule schedule, Settings settings) {
        this.name = name;
        this.schedule = schedule;
        this.ledger = new Ledger(schedule.manager().capacityPerExporter(), settings.policy, settings.batch);
        this.letters = settings.policy.deadLetterDirectory();
    }

    String name() {
        return name;
    }

    Ledger ledger() {
        return ledger;
    }

    ManualWorker worker() {
        return worker;
    }

    Optional<Path> letters() {
        return letters;
    }

    RandomGenerator random() {
        return schedule.random();
    }

    DataExporter<FeatureEvent> handle() {
        return handle;
    }

    void isAdded(DataExporter<FeatureEvent> added) {
        handle = added;
    }

    void isRemoved() {
        ledger.leaves();
        removed = true;
    }

    /** Whether it has left the store. */
    boolean isGone() {
        return removed && handle.state() == ExporterState.STOPPED;
    }

    Exporter newInstance(Settings settings) {
        UnreliableExporter instance = new UnreliableExporter(this, settings);
        instances.add(instance);
        return instance;
    }

    void note(String what) {
        schedule.note(name + " " + what);
    }

    /** Nothing but the first, which is harmless, once everything works again; and not too many hang within another. */
    <B extends Enum<B>> B choose(B[] all) {
        B chosen = schedule.isRecovered() || random().nextInt(3) == 0 ? all[0] : all[random().nextInt(all.length)];
        boolean hangs = chosen.ordinal() == all.length - 1;
        return hangs && !schedule.mayHang() ? all[0] : chosen;
    }

    /** Whether an opening is an attempt at what is pending; not the second one of a cycle, which is for a replay. */
    boolean beginsToOpen(Settings settings) {
        if (!settings.begun) {
            settings.begun = true;
            ledger.replaced(settings.policy, settings.batch);
        }
        boolean first = cycleOfLastOpening != worker.cycles();
        cycleOfLastOpening = worker.cycles();
        return first && ledger.isPending();
    }

    void isBroken(AssertionError e) {
        schedule.isBroken(e);
    }

    void exports(boolean begins) {
        assertThat(exporting && begins).as("two exports at once").isFalse();
        exporting = begins;
    }

    /** A call begins that will take its time; what to enter if it is abandoned. */
    private void begins(Runnable abandoned) {
        abandonment = abandoned;
        replacementsBefore = worker.replacements();
    }

    private void takesOver() {
        Runnable abandoned = abandonment;
        if (abandoned != null) {
            abandonment = null;
            exporting = false;
            abandoned.run();
        }
    }

    /** A call that notices the interrupt at its deadline; whether it has not been abandoned even before. */
    boolean isLate(Runnable abandoned) {
        begins(abandoned);
        schedule.manager().passUnnoticed(DeliveryHarness.ATTEMPT_TIMEOUT);
        assertThat(Thread.interrupted()).as("interrupted at the deadline").isTrue();
        boolean inTime = !isAbandoned();
        if (inTime) {
            abandonment = null;
        }
        return inTime;
    }

    private boolean isAbandoned() {
        return worker.replacements() > replacementsBefore || handle.state() == ExporterState.STOPPED;
    }

    /** A call that ignores interrupts, and returns when others may have gone on already. */
    void hang(Runnable abandoned) {
        begins(abandoned);
        schedule.meanwhile(() -> {
            if (random().nextInt(20) == 0) {
                schedule.stop();
            } else {
                schedule.change();
            }
            schedule.manager().passUnnoticed(DeliveryHarness.ATTEMPT_TIMEOUT.plus(CallGuard.GRACE));
            assertThat(isAbandoned()).isTrue();
            if (random().nextBoolean()) {
                schedule.step();
            }
        });
        note("returns late");
    }

    void assertAddsUp() {
        assertThat(handle.counts()).as(name).isEqualTo(ledger.counts());
    }

    /** What holds when all is over. */
    void assertLeftInOrder() {
        assertThat(handle.state()).isEqualTo(ExporterState.STOPPED);
        instances.forEach(UnreliableExporter::assertClosedAsOftenAsOpened);
        assertThat(lettersOnDisk()).containsAll(ledger.letters()).doesNotHaveDuplicates();
        assertThat(ledger.allLetters()).containsAll(lettersOnDisk());
    }

    List<Integer> lettersOnDisk() {
        return letters.map(directory -> directory.resolve(name + ".dead-letters.jsonl"))
                .filter(Files::exists)
                .map(ModelledExporter::numbersIn)
                .orElse(List.of());
    }

    private static List<Integer> numbersIn(Path file) {
        try {
            return LETTER.matcher(Files.readString(file))
                    .results()
                    .map(number -> Integer.valueOf(number.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
