package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.flagexporter.runtime.deadletter.DeadLetterFullPolicy;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Part of the model of an exporter: its dead letters, and those that are not written yet. A small file takes the letters
 * of one attempt and is full then, until a replay has emptied it.
 */
final class ModelledLetters {

    /** Every file that is not empty is full. */
    static final long SMALL = 1;

    private static final Pattern LETTER =
            Pattern.compile("^\\{.*\"eventId\":\"([^\"]*)\".*\"userKey\":\"user-(\\d+)\"", Pattern.MULTILINE);

    private final Optional<Path> file;
    private final DeadLetterLimit limit;
    private final BooleanSupplier outOfTime;
    private final List<Integer> letters = new ArrayList<>();
    private final Set<Integer> replayed = new HashSet<>();
    private final List<List<Integer>> unwritten = new ArrayList<>();
    private boolean mayFail;
    private long dropped;

    /** {@code outOfTime} tells whether a write is interrupted at once. */
    ModelledLetters(Optional<Path> file, DeadLetterLimit limit, BooleanSupplier outOfTime) {
        this.file = file;
        this.limit = limit;
        this.outOfTime = outOfTime;
    }

    void add(List<Integer> numbers) {
        unwritten.add(numbers);
    }

    boolean anyUnwritten() {
        return !unwritten.isEmpty();
    }

    /** The delivery writes what it has given up in this attempt. */
    void write() {
        if (unwritten.isEmpty()) {
            return;
        }
        boolean full = limit.maxSize() == SMALL && !isEmptyOnDisk();
        if (full && limit.onFull() == DeadLetterFullPolicy.DROP && !outOfTime.getAsBoolean()) {
            dropped += unwritten.stream().mapToInt(List::size).sum();
            unwritten.clear();
        }
        mayFail = full || outOfTime.getAsBoolean();
    }

    private boolean isEmptyOnDisk() {
        try {
            return file.isEmpty() || Files.notExists(file.get()) || Files.size(file.get()) == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds out what has been written since, which must be everything unless a reason is known. */
    void look() {
        if (unwritten.isEmpty()) {
            return;
        }
        List<Integer> all = unwritten.stream().flatMap(List::stream).toList();
        if (onDisk().containsAll(all)) {
            letters.addAll(all);
            unwritten.clear();
        } else {
            assertThat(mayFail).as("dead letters %s are not on the disk", all).isTrue();
        }
    }

    List<List<Integer>> takeUnwritten() {
        List<List<Integer>> taken = List.copyOf(unwritten);
        unwritten.clear();
        return taken;
    }

    long written() {
        return letters.size();
    }

    long dropped() {
        return dropped;
    }

    /** A replay begins to export some of the dead letters, in their order. */
    void beginsToReplay(List<Integer> numbers) {
        look();
        assertThat(letters).containsSubsequence(numbers);
    }

    /** Dead letters were delivered. */
    void replays(List<Integer> numbers) {
        replayed.addAll(numbers);
    }

    /** The dead letters that have not been delivered yet. */
    List<Integer> left() {
        look();
        return letters.stream().filter(number -> !replayed.contains(number)).toList();
    }

    int replayed() {
        return replayed.size();
    }

    void assertLeftInOrder() {
        assertThat(onDisk()).containsAll(left()).doesNotHaveDuplicates();
        assertThat(letters).containsAll(onDisk());
    }

    List<Integer> onDisk() {
        return lines(letter -> Integer.valueOf(letter.group(2)));
    }

    List<String> idsOnDisk() {
        return lines(letter -> letter.group(1));
    }

    private <R> List<R> lines(Function<MatchResult, R> read) {
        try {
            return file.isEmpty() || Files.notExists(file.get())
                    ? List.of()
                    : LETTER.matcher(Files.readString(file.get()))
                            .results()
                            .map(read)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
