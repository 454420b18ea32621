package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterState;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.runtime.delivery.ModelledCalls.End;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** An exporter of a schedule from when it is added, and the ledger of what has to become of its events. */
final class ModelledExporter {

    /** Not so many that no call is made any more. */
    private static final int MAX_HANGING = 5;

    private static final long NEVER = Long.MAX_VALUE;

    /** How it is configured from one replacement to the next; equal to no other. */
    static final class Settings {

        private final LeaseLimits batch;
        private final FailureSettings failures;

        Settings(LeaseLimits batch, FailureSettings failures) {
            this.batch = batch;
            this.failures = failures;
        }

        LeaseLimits batch() {
            return batch;
        }

        FailureSettings failures() {
            return failures;
        }
    }

    private final String name;
    private final Schedule schedule;
    private final ModelledManager manager;
    private final Ledger ledger;
    private final ModelledLetters letters;
    private final DeadLetterLimit limit;
    private final ManualDriver driver;
    private final WorkerEnvironment environment;
    private final Waits waits;
    private final List<UnreliableExporter> instances = new ArrayList<>();
    private final Set<Integer> replayedInCycle = new HashSet<>();
    private final Optional<Path> directory;
    private DataExporter<FeatureEvent> handle;
    private Settings current;
    private Settings latest;
    private Answer.Mood mood = Answer.Mood.UNRELIABLE;
    private boolean removed;
    private boolean open;
    private boolean stoppedBefore;
    private int cycleOfReplay = -1;
    private int replayIsOverIn = -1;
    private int requestedEvents;
    private long stopBy = NEVER;
    private long makeRoomBy = NEVER;
    private long began;
    private long left;
    /** What to do when the call that is in progress has ended. */
    private @Nullable Consumer<End> ending;

    ModelledExporter(String name, Schedule schedule, Settings settings, DeadLetterLimit limit) {
        this.name = name;
        this.schedule = schedule;
        this.manager = schedule.manager();
        this.limit = limit;
        this.directory = settings.failures().deadLetterDirectory();
        this.current = settings;
        this.latest = settings;
        this.letters = new ModelledLetters(
                directory.map(parent -> parent.resolve(name + ".dead-letters.jsonl")), limit, () -> now() >= hurryBy());
        this.ledger = new Ledger(manager.parts(), manager.clock(), settings, letters);
        this.driver = new ManualDriver(manager.clock(), random());
        this.waits = new Waits(
                manager.clock(), driver::cycles, () -> handle != null && handle.state() == ExporterState.RETRYING);
        this.environment = new WorkerEnvironment(
                manager.parts().clock(manager.clock()),
                manager.parts().random(new DrawnWaits()),
                () -> new ModelledCalls(manager.parts().calls(driver.newCalls()), () -> began = now(), this::ended),
                driver.environment().threads());
    }

    /** Tells the model of each wait that is drawn. */
    private final class DrawnWaits implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("only within a bound");
        }

        @Override
        public long nextLong(long bound) {
            long drawn = random().nextLong(bound);
            check(() -> waits.backsOff(bound - 1, drawn));
            return drawn;
        }
    }

    String name() {
        return name;
    }

    Ledger ledger() {
        return ledger;
    }

    ModelledLetters letters() {
        return letters;
    }

    Waits waits() {
        return waits;
    }

    ManualDriver driver() {
        return driver;
    }

    WorkerEnvironment environment() {
        return environment;
    }

    Optional<Path> directory() {
        return directory;
    }

    DeadLetterLimit limit() {
        return limit;
    }

    RandomGenerator random() {
        return schedule.random();
    }

    DataExporter<FeatureEvent> handle() {
        return handle;
    }

    private long now() {
        return manager.clock().nanoTime();
    }

    void isAdded(DataExporter<FeatureEvent> added) {
        handle = added;
    }

    void isRemoved() {
        ledger.leaves();
        removed = true;
        isStopping();
    }

    void isStopping() {
        if (stopBy == NEVER) {
            stopBy = now() + DeliveryHarness.SHUTDOWN_TIMEOUT.toNanos();
        }
        isRequested();
    }

    void isReplacedBy(Settings successor) {
        if (handle.state() != ExporterState.STOPPED) {
            latest = successor;
            makeRoomBy = now() + DeliveryHarness.SHUTDOWN_TIMEOUT.toNanos();
        }
        isRequested();
    }

    /** Somebody asks for an attempt at once. */
    void isRequested() {
        requestedEvents = ledger.offered();
        waits.requested();
    }

    void changesItsMood(Answer.Mood other) {
        mood = other;
    }

    /** Whether it has left the store. */
    boolean isGone() {
        return removed && handle.state() == ExporterState.STOPPED;
    }

    boolean isOpen() {
        return open;
    }

    void isOpen(boolean opened) {
        open = opened;
    }

    Exporter newInstance(Settings settings) {
        UnreliableExporter instance = new UnreliableExporter(this, settings);
        instances.add(instance);
        return instance;
    }

    void note(String what) {
        schedule.note(name + " " + what);
    }

    boolean works() {
        return schedule.isRecovered() || random().nextInt(3) == 0;
    }

    Answer anyAnswer(int size) {
        return schedule.isRecovered() || (mood == Answer.Mood.UNRELIABLE && random().nextInt(3) == 0)
                ? Answer.DELIVERS
                : Answer.any(random(), size, mood);
    }

    /** Whether an opening is for what is pending, and not for a replay, which comes after it in a cycle. */
    boolean beginsToOpen(Settings settings) {
        if (!settings.equals(current)) {
            current = settings;
            ledger.replaced(settings);
            waits.restart();
        }
        if (settings.equals(latest)) {
            makeRoomBy = NEVER;
        }
        letters.look();
        boolean first = !waits.hasFailed() && !letters.anyUnwritten();
        if (first) {
            check(waits::assertMayAttempt);
        }
        return first;
    }

    void beginsToExport(ExportContext context, List<Integer> numbers) {
        check(() -> {
            waits.assertMayAttempt();
            ledger.beginsToExport(context, numbers);
            assertIds(context, numbers);
            assertThat(context.firstOffset()).isEqualTo(manager.offsetOf(numbers.get(0)));
            assertThat(context.lastOffset()).isEqualTo(manager.offsetOf(numbers.get(numbers.size() - 1)));
        });
    }

    private void assertIds(ExportContext context, List<Integer> numbers) {
        for (int position = 0; position < numbers.size(); position++) {
            assertThat(context.eventId(position)).isEqualTo(manager.idOf(numbers.get(position)));
        }
    }

    /** One batch in each cycle, after the live events. */
    void beginsToReplay(ExportContext context, List<Integer> numbers) {
        if (cycleOfReplay != driver.cycles()) {
            cycleOfReplay = driver.cycles();
            replayedInCycle.clear();
        }
        replayedInCycle.addAll(numbers);
        check(() -> {
            letters.beginsToReplay(numbers);
            assertIds(context, numbers);
            assertThat(replayedInCycle)
                    .as("one batch")
                    .hasSizeLessThanOrEqualTo(current.batch().maxEvents());
            assertThat(replayIsOverIn).as("the replay goes on").isNotEqualTo(driver.cycles());
            assertThat(!waits.isRequested()
                            || waits.hasFailed()
                            || ledger.hasSettled(requestedEvents)
                            || letters.anyUnwritten())
                    .as("live events come first")
                    .isTrue();
        });
    }

    /** The destination has asked to wait. */
    void replayIsOver() {
        replayIsOverIn = driver.cycles();
    }

    /** For the delivery it is a failure of the exporter like any other. */
    void check(Runnable assertions) {
        try {
            assertions.run();
        } catch (AssertionError e) {
            schedule.isBroken(e);
            throw e;
        }
    }

    /** The call that is in progress ends here; what to do when the delivery knows. */
    void leaves(Consumer<End> atTheEnd) {
        ending = atTheEnd;
        left = now();
    }

    private void ended(End end) {
        Consumer<End> atTheEnd = ending;
        if (atTheEnd == null) {
            return;
        }
        ending = null;
        long grace = ExporterCalls.GRACE.toNanos();
        check(() -> {
            assertThat(now())
                    .as("the end of a call that hangs")
                    .isLessThanOrEqualTo(Math.max(left, Math.max(deadline(), began + grace)) + grace);
            atTheEnd.accept(end);
        });
    }

    /** When a call must have returned that began with the last one. */
    private long deadline() {
        return Math.min(began + DeliveryHarness.ATTEMPT_TIMEOUT.toNanos(), hurryBy());
    }

    private long hurryBy() {
        return Math.min(stopBy, makeRoomBy);
    }

    /** A call that takes until it is interrupted. */
    void passUntilInterrupted() {
        Duration longest = DeliveryHarness.ATTEMPT_TIMEOUT.plusSeconds(1);
        while (!Thread.interrupted() && now() - began < longest.toNanos()) {
            manager.passUnnoticed(Duration.ofSeconds(1));
        }
    }

    /** A call that returns when nobody waits for it any more. */
    void passTooMuch() {
        manager.passUnnoticed(
                DeliveryHarness.ATTEMPT_TIMEOUT.plus(ExporterCalls.GRACE).plusSeconds(1));
    }

    boolean mayHang() {
        return schedule.mayHang();
    }

    /** A call that does not return while others go on. */
    void hang() {
        if (driver.hanging() >= MAX_HANGING || random().nextInt(4) == 0) {
            note("calls return");
            driver.returnAll();
        }
        schedule.meanwhile();
    }

    void assertAddsUp() {
        assertThat(manager.parts().counts(handle.counts())).as(name).isEqualTo(ledger.counts());
        if (handle.state() == ExporterState.STOPPED && !stoppedBefore) {
            stoppedBefore = true;
            assertThat(handle.counts().pending() == 0 || now() - stopBy >= 0)
                    .as("%s has stopped too early", name)
                    .isTrue();
        }
    }

    /** What holds when all is over. */
    void assertLeftInOrder() {
        assertThat(handle.state()).isEqualTo(ExporterState.STOPPED);
        instances.forEach(UnreliableExporter::assertClosed);
        letters.assertLeftInOrder();
        assertThat(letters.idsOnDisk())
                .isEqualTo(letters.onDisk().stream().map(manager::idOf).toList());
    }
}
