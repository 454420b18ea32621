package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.store.LeaseLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has to become of the events of one exporter, in the plainest words: a list of its events, of which it has some in
 * flight, and counters. Events are numbers.
 *
 * <p>An event that is rejected is held back. When the destination delivers another one, the event was to blame. When
 * nothing but such events is left, a few in a row may be to blame; more mean that the destination fails.
 */
final class Ledger {

    private final Parts parts;
    private final DeliveryClock clock;
    private final List<Integer> own = new ArrayList<>();
    private final InFlight inFlight = new InFlight();
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private final ModelledLetters letters;
    private FailureSettings settings;
    private LeaseLimits batch;
    /** The place of the first event that it never had in flight. */
    private int next;
    /** The place of the first event of the batch in flight. */
    private int first;

    private boolean begun;
    private int end = Integer.MAX_VALUE;
    private long delivered;
    private long possiblyDuplicated;
    private long attempts;
    private long failedAttempts;
    private int rejectedInARow;
    private int rejectedAttempts;
    private int rounds;
    private long firstRound;

    /** No events yet. */
    Ledger(Parts parts, DeliveryClock clock, ModelledExporter.Settings settings, ModelledLetters letters) {
        this.parts = parts;
        this.clock = clock;
        this.settings = settings.failures();
        this.batch = settings.batch();
        this.letters = letters;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, 0L);
        }
    }

    /** Loses the oldest of those that are more than the capacity. */
    void appended(int number, int capacity) {
        own.add(number);
        int floor = Math.max(0, own.size() - capacity);
        if (next < floor) {
            dropped.merge(DropReason.OVERFLOW, (long) floor - next, Long::sum);
            next = floor;
        }
    }

    private boolean hasBatch() {
        return !inFlight.isEmpty() || letters.anyUnwritten();
    }

    /** How many events the store keeps for it. */
    int lag() {
        letters.look();
        return own.size() - (hasBatch() ? first : next);
    }

    boolean isPending() {
        return lag() > 0;
    }

    /** How many events it was given so far. */
    int offered() {
        return own.size();
    }

    /** Whether none of its first so many events is pending. */
    boolean hasSettled(int events) {
        letters.look();
        return !hasBatch() ? next >= events : !letters.anyUnwritten() && own.indexOf(inFlight.lowest()) >= events;
    }

    /** Later events are none of its own. */
    void leaves() {
        end = own.size();
    }

    /** Another exporter goes on, with these settings. */
    void replaced(ModelledExporter.Settings successor) {
        settings = successor.failures();
        batch = successor.batch();
        letters.look();
        inFlight.replaced(batch, letters.takeUnwritten());
        rejectedInARow = 0;
        rejectedAttempts = 0;
        rounds = 0;
    }

    /** An attempt at what comes next begins with the opening. */
    void beginsToOpen() {
        begins(InFlight.fitting(own.subList(next, own.size()), batch));
    }

    /** An attempt begins, unless it has begun with the opening. */
    void beginsToExport(ExportContext context, List<Integer> numbers) {
        if (!begun) {
            begins(numbers.size());
        }
        begun = false;
        inFlight.assertTried(context, numbers);
    }

    private void begins(int events) {
        letters.look();
        assertThat(letters.anyUnwritten())
                .as("goes on without the dead letters")
                .isFalse();
        if (inFlight.isEmpty()) {
            assertThat(events).isBetween(1, InFlight.fitting(own.subList(next, own.size()), batch));
            first = next;
            next += events;
            inFlight.add(List.copyOf(own.subList(first, next)));
            rounds = 0;
        }
        inFlight.attempt(clock.nanoTime());
        begun = true;
    }

    void failsToOpen() {
        begun = false;
        fails();
    }

    /** Whether another attempt at the next delivery was abandoned in the middle of the export, and comes again. */
    void abandoned() {
        int events = inFlight.next().size();
        if (fails()) {
            possiblyDuplicated += events;
        }
    }

    void delivers() {
        attempts++;
        int events = inFlight.next().size();
        inFlight.settle(List.of());
        delivered(events);
        letters.write();
    }

    private void delivered(int events) {
        delivered += events;
        giveUp(inFlight.takeHeldBack(), DropReason.REJECTED);
        rejectedInARow = 0;
        rejectedAttempts = 0;
        rounds = 0;
    }

    /** Whether the events come again. */
    boolean fails() {
        countFailure();
        boolean again = !isExhausted(inFlight.attemptsOfThisExporter(), inFlight.firstAttempt());
        if (!again) {
            List<Integer> numbers = inFlight.next();
            inFlight.settle(List.of());
            giveUp(List.of(numbers), DropReason.EXHAUSTED);
            judgeHeldBack();
        }
        letters.write();
        return again;
    }

    private boolean isExhausted(int tried, long since) {
        return settings.onExhausted() != Disposal.KEEP
                && (tried >= settings.maxAttempts()
                        || settings.maxElapsed()
                                .filter(limit -> clock.nanoTime() - since >= limit.toNanos())
                                .isPresent());
    }

    private void countFailure() {
        attempts++;
        failedAttempts++;
    }

    /** The others were delivered; whether to wait before the next attempt. */
    boolean failsPartly(Set<Integer> failed, Set<Integer> rejected) {
        List<Integer> numbers = inFlight.next();
        if (failed.size() == numbers.size()) {
            fails();
            return true;
        }
        countFailure();
        inFlight.settle(failed.isEmpty() ? List.of() : List.of(select(numbers, failed::contains)));
        if (!rejected.isEmpty()) {
            inFlight.holdBack(select(numbers, rejected::contains));
        }
        int others = numbers.size() - failed.size() - rejected.size();
        boolean wait = rejected.isEmpty();
        if (others > 0) {
            delivered(others);
        } else {
            wait = deliversNothing();
        }
        letters.write();
        return wait;
    }

    /** All are rejected and none is named; whether to wait before the next attempt. */
    boolean rejects() {
        countFailure();
        List<Integer> numbers = inFlight.next();
        int middle = numbers.size() / 2;
        if (numbers.size() == 1) {
            inFlight.settle(List.of());
            inFlight.holdBack(numbers);
        } else {
            inFlight.settle(List.of(numbers.subList(0, middle), numbers.subList(middle, numbers.size())));
        }
        boolean wait = deliversNothing();
        letters.write();
        return wait;
    }

    /** Some are rejected and nothing is delivered; whether that is the fault of the destination. */
    private boolean deliversNothing() {
        rejectedAttempts++;
        if (inFlight.isHeldBack()) {
            return judgeHeldBack();
        }
        boolean fault = rejectedAttempts > parts.rejectedAttempts();
        if (fault) {
            destinationFails();
        }
        return fault;
    }

    /** If nothing else is left, a few events in a row may be to blame, more may not; whether the destination is. */
    private boolean judgeHeldBack() {
        int held = inFlight.heldBackEvents();
        if (!inFlight.isHeldBack()) {
            return false;
        }
        boolean fault = rejectedInARow + held > parts.rejectedInARow();
        if (fault) {
            destinationFails();
        } else {
            rejectedInARow += held;
            giveUp(inFlight.takeHeldBack(), DropReason.REJECTED);
        }
        return fault;
    }

    private void destinationFails() {
        rounds++;
        firstRound = rounds == 1 ? clock.nanoTime() : firstRound;
        if (isExhausted(rounds, firstRound)) {
            giveUp(inFlight.takeEverything(), DropReason.EXHAUSTED);
            rounds = 0;
        } else if (inFlight.isHeldBack()) {
            inFlight.retryHeldBack(batch, rounds);
        }
    }

    private void giveUp(List<List<Integer>> deliveries, DropReason reason) {
        for (List<Integer> numbers : deliveries) {
            if (settings.disposalOf(reason) == Disposal.DEAD_LETTER) {
                letters.add(numbers);
            } else {
                dropped.merge(reason, (long) numbers.size(), Long::sum);
            }
        }
    }

    static List<Integer> select(List<Integer> numbers, IntPredicate positions) {
        return IntStream.range(0, numbers.size())
                .filter(positions)
                .mapToObj(numbers::get)
                .toList();
    }

    ExporterCounts counts() {
        letters.look();
        Map<DropReason, Long> all = new EnumMap<>(dropped);
        all.put(DropReason.DEAD_LETTERS_FULL, letters.dropped());
        long past = delivered
                + letters.written()
                + all.values().stream().mapToLong(Long::longValue).sum();
        long appended = Math.min(own.size(), Math.max(end, past));
        return new ExporterCounts(
                appended,
                delivered,
                appended - past,
                all,
                letters.written(),
                possiblyDuplicated,
                attempts,
                failedAttempts);
    }
}
