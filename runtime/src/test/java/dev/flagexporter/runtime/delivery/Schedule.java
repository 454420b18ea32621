package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import dev.flagexporter.runtime.deadletter.DeadLetterFullPolicy;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to a manager, its store and its exporters, at random: events and flushes, exporters that
 * come, go and change, and the stop. The same random numbers make the same schedule.
 */
final class Schedule {

    private static final List<String> NAMES = List.of("audit", "lake", "stream");
    private static final int STEPS = 40;
    private static final int DEEPEST = 3;

    private final RandomGenerator random;
    private final Optional<Path> directory;
    private final ModelledManager manager;
    private final List<String> history = new ArrayList<>();
    private int additions;
    private int depth;
    private boolean recovered;
    private @Nullable AssertionError broken;

    /** What happens is up to the random numbers, and what it happens to is made of the parts. */
    Schedule(RandomGenerator random, Parts parts, Path directory) {
        this.random = random;
        this.directory = random.nextInt(3) == 0 ? Optional.of(directory) : Optional.empty();
        OverflowPolicy overflow = any(OverflowPolicy.values());
        this.manager = new ModelledManager(parts, overflow, 1 + random.nextInt(32));
        add();
    }

    private <E> E any(E[] all) {
        return all[random.nextInt(all.length)];
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        end();
    }

    List<String> history() {
        return history;
    }

    RandomGenerator random() {
        return random;
    }

    ModelledManager manager() {
        return manager;
    }

    /** Whether everything works from now on. */
    boolean isRecovered() {
        return recovered;
    }

    void note(String what) {
        history.add(what);
    }

    void step() {
        if (random.nextInt(16) == 0) {
            stepTheTimeOfDay();
        } else if (random.nextInt(4) == 0) {
            Duration duration = Duration.ofMillis(random.nextInt(10_000));
            note("pass " + duration);
            manager.pass(duration);
        } else {
            change();
        }
        assertCalledAsPromised();
        manager.assertAddsUp();
        if (depth == 0) {
            manager.assertNobodyIsOverdue();
        }
    }

    private void stepTheTimeOfDay() {
        Duration duration = Duration.ofSeconds(random.nextInt(-7200, 7200));
        note("step the time of day " + duration);
        manager.clock().step(duration);
    }

    /** An exporter was not called as it has to be. */
    void isBroken(AssertionError e) {
        broken = broken == null ? e : broken;
    }

    private void assertCalledAsPromised() {
        if (broken != null) {
            throw broken;
        }
    }

    /** Something happens in no time. */
    void change() {
        int what = random.nextInt(200);
        if (what < 100) {
            append(1 + random.nextInt(8));
        } else if (what < 170) {
            use();
        } else if (what < 199) {
            reconfigure(what);
        } else {
            stop();
        }
    }

    private void append(int count) {
        note("append " + count + ": " + manager.append(count));
    }

    private void use() {
        if (manager.active().isEmpty()) {
            return;
        }
        ModelledExporter exporter = anyActive();
        int what = random.nextInt(11);
        Answer.Mood mood = any(Answer.Mood.values());
        exporter.note(what == 0 ? "is " + mood : what < 3 ? "replay" : what < 7 ? "flush" : "tick");
        switch (what) {
            case 0 -> exporter.changesItsMood(mood);
            case 1, 2 -> manager.replay(exporter);
            case 3, 4, 5, 6 -> manager.flush(exporter);
            default -> manager.tick(exporter);
        }
    }

    private ModelledExporter anyActive() {
        return manager.active().get(random.nextInt(manager.active().size()));
    }

    private void reconfigure(int what) {
        if (what < 180 || manager.active().isEmpty()) {
            add();
        } else if (what < 186) {
            remove();
        } else {
            replace();
        }
    }

    private void add() {
        Optional<Path> letters = directory.map(parent -> parent.resolve("letters" + additions));
        additions++;
        ModelledExporter.Settings settings = settings(letters);
        ModelledExporter exporter =
                new ModelledExporter(NAMES.get(random.nextInt(NAMES.size())), this, settings, limit());
        exporter.note("added");
        manager.add(exporter, settings);
    }

    private DeadLetterLimit limit() {
        boolean small = random.nextInt(3) == 0;
        return new DeadLetterLimit(small ? ModelledLetters.SMALL : Long.MAX_VALUE, any(DeadLetterFullPolicy.values()));
    }

    private void remove() {
        ModelledExporter exporter = anyActive();
        exporter.note("removed");
        manager.remove(exporter);
    }

    private void replace() {
        ModelledExporter exporter = anyActive();
        exporter.note("replaced");
        manager.replace(exporter, settings(exporter.directory()));
    }

    private ModelledExporter.Settings settings(Optional<Path> letters) {
        Disposal onExhausted = any(Disposal.values());
        Disposal onRejected = random.nextBoolean() ? Disposal.DEAD_LETTER : Disposal.DROP;
        FailureSettings failures = new FailureSettings(
                1 + random.nextInt(4),
                random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(1 + random.nextInt(30))),
                orDrop(onExhausted, letters),
                orDrop(onRejected, letters),
                letters);
        return new ModelledExporter.Settings(
                new LeaseLimits(
                        1 + random.nextInt(10),
                        random.nextBoolean() ? Long.MAX_VALUE : SizedEvents.SMALLEST_BATCH * (1 + random.nextInt(6))),
                failures);
    }

    private static Disposal orDrop(Disposal disposal, Optional<Path> letters) {
        return disposal == Disposal.DEAD_LETTER && letters.isEmpty() ? Disposal.DROP : disposal;
    }

    void stop() {
        note("stop");
        manager.stop();
    }

    /** Not too deep: one more, and no call would be made any more. */
    boolean mayHang() {
        return depth < DEEPEST;
    }

    /** Something goes on while a call does not return. */
    void meanwhile() {
        depth++;
        if (random.nextInt(20) == 0) {
            stop();
        } else {
            change();
        }
        if (random.nextBoolean()) {
            step();
        }
        depth--;
    }

    /** Either everything works again, and nothing may be left; or nothing is promised but that it ends. */
    private void end() {
        recovered = !manager.isStopped() && random.nextBoolean();
        note(recovered ? "recover" : "end");
        if (recovered) {
            manager.pass(RetryState.MAX_RETRY_AFTER);
            List.copyOf(manager.active()).forEach(manager::replay);
            manager.pass(RetryState.MAX_RETRY_AFTER);
            List.copyOf(manager.active()).forEach(manager::replay);
            manager.pass(RetryState.MAX_RETRY_AFTER);
            manager.assertNobodyRetries();
        }
        stop();
        manager.pass(DeliveryHarness.SHUTDOWN_TIMEOUT.minusMillis(1));
        if (recovered) {
            manager.assertNothingIsLeft();
        } else {
            manager.pass(ExporterCalls.GRACE.multipliedBy(3));
        }
        append(1);
        assertCalledAsPromised();
        manager.assertLeftInOrder();
    }
}
