package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.spi.ExportContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has to become of the events of one exporter, in the plainest words: a list of its events, of which it has some in
 * hand, and counters. Events are numbers.
 */
final class Ledger {

    private final long capacity;
    private final List<Integer> own = new ArrayList<>();
    private final PartsInHand inHand = new PartsInHand();
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private final List<Integer> letters = new ArrayList<>();
    private final Set<Integer> replayed = new HashSet<>();
    private FailurePolicy policy;
    private int batch;
    /** The place of the first event that it never had in hand. */
    private int next;
    /** The place of the first event that it got together with those that it has in hand. */
    private int first;

    private int end = Integer.MAX_VALUE;
    private long delivered;
    private long deadLettered;
    private long possiblyDoubled;
    private long attempts;
    private long failedAttempts;

    /** No events yet; loses the oldest of those that are more than the capacity. */
    Ledger(long capacity, FailurePolicy policy, int batch) {
        this.capacity = capacity;
        this.policy = policy;
        this.batch = batch;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, 0L);
        }
    }

    void appended(int number) {
        own.add(number);
        int floor = (int) Math.max(0, own.size() - capacity);
        if (next < floor) {
            dropped.merge(DropReason.OVERFLOW, (long) floor - next, Long::sum);
            next = floor;
        }
    }

    /** How many events the store keeps for it. */
    int lag() {
        return own.size() - (inHand.isEmpty() ? next : first);
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
        return inHand.isEmpty() ? next >= events : own.indexOf(inHand.next().get(0)) >= events;
    }

    /** Later events are none of its own. */
    void leaves() {
        end = own.size();
    }

    /** Another exporter goes on, with these settings. */
    void replaced(FailurePolicy newPolicy, int newBatch) {
        policy = newPolicy;
        batch = newBatch;
        inHand.replaced(newBatch);
    }

    /** An attempt at what comes next begins, and gets no further than the opening. */
    void beginsToOpen() {
        if (inHand.isEmpty()) {
            takesInHand(Math.min(batch, own.size() - next));
        }
        inHand.attempt();
    }

    /** An attempt begins. */
    void beginsToExport(ExportContext context, List<Integer> numbers) {
        if (inHand.isEmpty()) {
            assertThat(numbers).hasSizeBetween(1, Math.min(batch, own.size() - next));
            takesInHand(numbers.size());
        }
        inHand.attempt();
        inHand.assertTried(context, numbers);
    }

    private void takesInHand(int events) {
        first = next;
        next += events;
        inHand.add(List.copyOf(own.subList(first, next)));
    }

    void delivers() {
        attempts++;
        delivered += inHand.next().size();
        inHand.settle(List.of());
    }

    /** Whether the events come again. */
    boolean fails() {
        countFailure();
        boolean again = policy.onExhausted() == Disposal.KEEP || inHand.attemptsOfThisExporter() < policy.maxAttempts();
        if (!again) {
            giveUp(inHand.next(), DropReason.EXHAUSTED);
            inHand.settle(List.of());
        }
        return again;
    }

    private void countFailure() {
        attempts++;
        failedAttempts++;
    }

    /** It was left to itself, maybe in the middle of an export. */
    void abandoned(boolean exporting) {
        int events = inHand.next().size();
        if (fails() && exporting) {
            possiblyDoubled += events;
        }
    }

    /** These failed, the others arrived. */
    void failsPartly(Set<Integer> positions) {
        List<Integer> numbers = inHand.next();
        if (positions.size() == numbers.size()) {
            fails();
        } else {
            countFailure();
            delivered += numbers.size() - positions.size();
            inHand.settle(List.of(select(numbers, positions::contains)));
        }
    }

    /** These are refused, the others neither arrived nor failed. */
    void rejects(Set<Integer> positions) {
        countFailure();
        List<Integer> numbers = inHand.next();
        giveUp(select(numbers, positions::contains), DropReason.REJECTED);
        List<Integer> others = select(numbers, position -> !positions.contains(position));
        inHand.settle(others.isEmpty() ? List.of() : List.of(others));
    }

    /** One that is not named is refused. */
    void rejects() {
        List<Integer> numbers = inHand.next();
        if (numbers.size() == 1) {
            rejects(Set.of(0));
        } else {
            countFailure();
            int middle = numbers.size() / 2;
            inHand.settle(List.of(numbers.subList(0, middle), numbers.subList(middle, numbers.size())));
        }
    }

    private void giveUp(List<Integer> numbers, DropReason reason) {
        if (policy.disposalOf(reason) == Disposal.DEAD_LETTER) {
            letters.addAll(numbers);
            deadLettered += numbers.size();
        } else {
            dropped.merge(reason, (long) numbers.size(), Long::sum);
        }
    }

    static List<Integer> select(List<Integer> numbers, IntPredicate positions) {
        return IntStream.range(0, numbers.size())
                .filter(positions)
                .mapToObj(numbers::get)
                .toList();
    }

    /** A replay begins to export some of the dead letters, in their order. */
    void beginsToReplay(List<Integer> numbers) {
        assertThat(letters).containsSubsequence(numbers);
    }

    /** Dead letters arrived. */
    void replays(List<Integer> numbers) {
        replayed.addAll(numbers);
    }

    /** The dead letters that have not arrived yet. */
    List<Integer> letters() {
        return letters.stream().filter(number -> !replayed.contains(number)).toList();
    }

    List<Integer> allLetters() {
        return letters;
    }

    ExporterCounts counts() {
        long past = delivered
                + deadLettered
                + dropped.values().stream().mapToLong(Long::longValue).sum();
        long appended = Math.min(own.size(), Math.max(end, past));
        return new ExporterCounts(
                appended, delivered, appended - past, dropped, deadLettered, possiblyDoubled, attempts, failedAttempts);
    }
}
