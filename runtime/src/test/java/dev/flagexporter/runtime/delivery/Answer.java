package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import dev.flagexporter.spi.ExportException;

/**
 * What an exporter answers to an attempt.
 *
 * @param kind what it says
 * @param failed positions that it names as failed
 * @param rejected positions that it names as rejected
 * @param pause how long it asks to wait; zero when it does not
 */
record Answer(Kind kind, Set<Integer> failed, Set<Integer> rejected, Duration pause) {

    enum Kind {
        DELIVERS,
        FAILS,
        THROWS_AN_ERROR,
        NAMES_EVENTS,
        NAMES_TOO_MANY,
        REJECTS
    }

    /** What a destination is like for a while. */
    enum Mood {
        UNRELIABLE,
        REJECTS_EVERYTHING,
        DOWN
    }

    static final Answer DELIVERS = new Answer(Kind.DELIVERS, Set.of(), Set.of(), Duration.ZERO);

    /** At random. */
    static Answer any(RandomGenerator random, int size, Mood mood) {
        Duration pause = anyWait(random);
        return switch (mood) {
            case DOWN -> new Answer(Kind.FAILS, Set.of(), Set.of(), pause);
            case REJECTS_EVERYTHING -> rejection(random, size, pause);
            case UNRELIABLE -> anyKind(random, size, pause);
        };
    }

    private static Duration anyWait(RandomGenerator random) {
        return switch (random.nextInt(24)) {
            case 0, 1, 2 -> Duration.ofMillis(random.nextInt(15_000));
            case 3 -> Duration.ofMinutes(10);
            case 4 -> Duration.ofSeconds(-5);
            default -> Duration.ZERO;
        };
    }

    private static Answer anyKind(RandomGenerator random, int size, Duration pause) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return switch (kind) {
            case NAMES_EVENTS -> named(random, size, pause);
            case NAMES_TOO_MANY -> new Answer(kind, Set.of(size), Set.of(), Duration.ZERO);
            case DELIVERS, THROWS_AN_ERROR -> new Answer(kind, Set.of(), Set.of(), Duration.ZERO);
            case FAILS, REJECTS -> new Answer(kind, Set.of(), Set.of(), pause);
        };
    }

    /** Each event fails, is rejected or is delivered; at least one is not delivered. */
    private static Answer named(RandomGenerator random, int size, Duration pause) {
        Set<Integer> failed = new TreeSet<>();
        Set<Integer> rejected = new TreeSet<>();
        List<Set<Integer>> choices = List.of(failed, rejected, new HashSet<>());
        int kinds = 1 + random.nextInt(3);
        for (int position = 0; position < size; position++) {
            choices.get((kinds + random.nextInt(kinds)) % 3).add(position);
        }
        if (failed.isEmpty() && rejected.isEmpty()) {
            (random.nextBoolean() ? failed : rejected).add(random.nextInt(size));
        }
        return new Answer(Kind.NAMES_EVENTS, failed, rejected, pause);
    }

    /** Delivers nothing because of the events that are named, or of one that is not. */
    private static Answer rejection(RandomGenerator random, int size, Duration pause) {
        if (random.nextInt(3) > 0) {
            return new Answer(Kind.REJECTS, Set.of(), Set.of(), pause);
        }
        Set<Integer> rejected = new TreeSet<>(Set.of(random.nextInt(size)));
        rejected.add(random.nextInt(size));
        Set<Integer> failed = Outcome.allPositions(size).stream()
                .filter(position -> !rejected.contains(position))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Answer(Kind.NAMES_EVENTS, failed, rejected, pause);
    }

    /** Without a wait: an answer that comes too late is not believed as to that. */
    Answer late() {
        return new Answer(kind, failed, rejected, Duration.ZERO);
    }

    @Override
    public String toString() {
        return kind
                + (failed.isEmpty() ? "" : " failed " + failed)
                + (rejected.isEmpty() ? "" : " rejected " + rejected)
                + (pause.isZero() ? "" : " " + pause);
    }

    void raise() throws Exception {
        Optional<Exception> thrown = exception();
        if (kind == Kind.THROWS_AN_ERROR) {
            throw new NoClassDefFoundError("missing");
        }
        if (thrown.isPresent()) {
            throw thrown.get();
        }
    }

    private Optional<Exception> exception() {
        return switch (kind) {
            case DELIVERS, THROWS_AN_ERROR -> Optional.empty();
            case FAILS ->
                Optional.of(pause.isZero() ? new IOException("down") : new ExportException("busy").retryAfter(pause));
            case NAMES_EVENTS, NAMES_TOO_MANY ->
                Optional.of(waiting(ExportException.partial("some", null, failed, rejected)));
            case REJECTS -> Optional.of(waiting(ExportException.rejected("bad event", null)));
        };
    }

    private ExportException waiting(ExportException exception) {
        return pause.isZero() ? exception : exception.retryAfter(pause);
    }

    boolean asksToWait() {
        return pause.compareTo(Duration.ZERO) > 0;
    }

    /** Enters into the ledger what it means for the next delivery; whether to wait before the next attempt. */
    boolean enter(Ledger ledger) {
        boolean mustWait =
                switch (kind) {
                    case DELIVERS -> {
                        ledger.delivers();
                        yield false;
                    }
                    case FAILS, THROWS_AN_ERROR, NAMES_TOO_MANY -> {
                        ledger.fails();
                        yield true;
                    }
                    case NAMES_EVENTS -> ledger.failsPartly(failed, rejected);
                    case REJECTS -> ledger.rejects();
                };
        return mustWait || asksToWait();
    }

    /** The same after an interrupt: what was delivered is believed, a rejection is not. */
    Answer interrupted() {
        if (kind == Kind.DELIVERS) {
            return this;
        }
        Set<Integer> all = new TreeSet<>(failed);
        all.addAll(rejected);
        return new Answer(kind == Kind.REJECTS ? Kind.FAILS : kind, all, Set.of(), Duration.ZERO);
    }

    /** The events of a delivery that were delivered. */
    List<Integer> delivered(List<Integer> numbers) {
        return switch (kind) {
            case DELIVERS -> numbers;
            case NAMES_EVENTS ->
                Ledger.select(numbers, position -> !failed.contains(position) && !rejected.contains(position));
            case FAILS, THROWS_AN_ERROR, NAMES_TOO_MANY, REJECTS -> List.of();
        };
    }
}
