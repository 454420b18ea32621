package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("A pass through the dead letters, in steps")
class DeadLetterCursorTest {

    private static final int LETTERS = 10;

    @TempDir
    private Path directory;

    private static List<DeadLetter> letters(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new DeadLetter(
                        DropReason.EXHAUSTED,
                        "down",
                        1,
                        Instant.EPOCH,
                        "lake",
                        EventType.FEATURE,
                        "id",
                        "s-" + number,
                        Events.feature(number)))
                .toList();
    }

    private static DeadLetterFile file(Path where, Disk disk) {
        return new DeadLetterFile(where, "lake", Long.MAX_VALUE, disk, DeadLetterFile.MAX_LINE_LENGTH);
    }

    private DeadLetterFile file() {
        return file(directory, new Disk());
    }

    private static List<FeatureEvent> events(List<DeadLetterLine> lines) {
        return lines.stream()
                .map(line -> (FeatureEvent) line.event().orElseThrow())
                .toList();
    }

    private static List<FeatureEvent> features(int from, int to) {
        return Events.features(to).subList(from, to);
    }

    private static List<DeadLetterLine> step(DeadLetterCursor cursor) throws IOException {
        return cursor.next(3, Long.MAX_VALUE);
    }

    @Test
    void returnsEveryLineOnceWhileLinesAreSettledAndAppended() throws IOException {
        try (DeadLetterFile file = file()) {
            file.append(letters(0, LETTERS));
            DeadLetterCursor cursor = file.openCursor(EventType.FEATURE);
            List<FeatureEvent> replayed = new ArrayList<>();
            for (List<DeadLetterLine> lines = step(cursor); !lines.isEmpty(); lines = step(cursor)) {
                replayed.addAll(events(lines));
                file.append(letters(100, 102));
                file.settle(lines);
            }
            assertThat(replayed).isEqualTo(features(0, LETTERS));
            assertThat(step(cursor)).isEmpty();
        }
    }

    @Test
    void leavesWhatIsAppendedAndWhatIsNotSettledToTheNextPass() throws IOException {
        try (DeadLetterFile file = file()) {
            file.append(letters(0, 5));
            try (DeadLetterCursor cursor = file.openCursor(EventType.FEATURE)) {
                file.append(letters(5, 7));
                file.settle(step(cursor));
                assertThat(events(step(cursor))).isEqualTo(features(3, 5));
                assertThat(step(cursor)).isEmpty();
            }
            file.compact();
            try (DeadLetterCursor cursor = file.openCursor(EventType.FEATURE)) {
                assertThat(events(cursor.next(100, Long.MAX_VALUE))).isEqualTo(features(3, 7));
            }
        }
    }

    @Test
    void limitsTheBytesOfAStep() throws IOException {
        try (DeadLetterFile file = file()) {
            file.append(letters(0, 3));
            try (DeadLetterCursor cursor = file.openCursor(EventType.FEATURE)) {
                assertThat(cursor.next(100, 1)).hasSize(1);
            }
        }
    }

    @Test
    void isEmptyWithoutAFile() throws IOException {
        try (DeadLetterFile file = file();
                DeadLetterCursor cursor = file.openCursor(EventType.FEATURE)) {
            file.append(letters(0, 1));
            assertThat(step(cursor)).isEmpty();
        }
    }

    @Test
    void beginsAfterALastLineThatWasNeverFinished() throws IOException {
        try (DeadLetterFile file = file()) {
            file.append(letters(0, 2));
            Files.writeString(file.path(), Files.readString(file.path()) + "{\"half");
            try (DeadLetterCursor cursor = file.openCursor(EventType.FEATURE)) {
                file.append(letters(2, 3));
                assertThat(events(step(cursor))).isEqualTo(features(0, 2));
                assertThat(step(cursor)).isEmpty();
            }
        }
    }

    @Test
    void excludesAnotherPassAndACompactionUntilItIsClosed() throws IOException {
        try (DeadLetterFile file = file()) {
            file.append(letters(0, 5));
            DeadLetterCursor cursor = file.openCursor(EventType.FEATURE);
            String reason = "a replay of " + file.path() + " is in progress";
            assertThatIllegalStateException().isThrownBy(file::compact).withMessage(reason);
            assertThatIllegalStateException()
                    .isThrownBy(() -> file.openCursor(EventType.FEATURE))
                    .withMessage(reason);
            cursor.close();
            file.compact();
            try (DeadLetterCursor next = file.openCursor(EventType.FEATURE)) {
                cursor.close();
                assertThat(step(cursor)).isEmpty();
                assertThat(step(next)).hasSize(3);
            }
        }
    }

    @Test
    void failsOnceTheFileIsClosedAndASuccessorGoesOn() throws IOException {
        DeadLetterFile file = file();
        file.append(letters(0, 5));
        DeadLetterCursor cursor = file.openCursor(EventType.FEATURE);
        file.settle(step(cursor));
        file.close();
        assertThatIOException().isThrownBy(() -> step(cursor)).withMessageContaining("is stopped");
        try (DeadLetterFile successor = file();
                DeadLetterCursor next = successor.openCursor(EventType.FEATURE)) {
            assertThat(events(step(next))).isEqualTo(features(3, 5));
        }
    }

    /** A pass of several steps with an append after each one, which ends at each operation on the disk in turn. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bringsEveryEventAndAtMostOneStepTwiceAfterACrash(boolean power) throws IOException {
        boolean crashed = true;
        for (int operation = 1; crashed; operation++) {
            Path where = Files.createDirectory(directory.resolve("crash" + operation));
            try (DeadLetterFile file = file(where, new FaultyDisk(where, FaultyDisk.NEVER, false))) {
                file.append(letters(0, LETTERS));
            }
            FaultyDisk disk = new FaultyDisk(where, operation, true);
            List<FeatureEvent> replayed = new ArrayList<>();
            crashed = crashes(where, disk, replayed);
            assertThat(crashed).isEqualTo(disk.hasFailed());
            if (power) {
                disk.losePower();
            }
            int first = replayed.size();
            assertThat(crashes(where, new FaultyDisk(where, FaultyDisk.NEVER, false), replayed))
                    .isFalse();
            assertThat(replayed).as("crash at operation %d", operation).containsAll(features(0, LETTERS));
            List<FeatureEvent> again = new ArrayList<>(replayed.subList(first, replayed.size()));
            again.retainAll(replayed.subList(0, first));
            assertThat(again)
                    .as("replayed twice, crash at operation %d", operation)
                    .hasSizeLessThanOrEqualTo(3);
            assertThat(operation).isLessThan(200);
        }
    }

    private static boolean crashes(Path where, Disk disk, List<FeatureEvent> replayed) throws IOException {
        try (DeadLetterFile file = file(where, disk)) {
            try (DeadLetterCursor cursor = file.openCursor(EventType.FEATURE)) {
                int next = 1000 + replayed.size();
                for (List<DeadLetterLine> lines = step(cursor); !lines.isEmpty(); lines = step(cursor)) {
                    replayed.addAll(events(lines));
                    file.settle(lines);
                    file.append(letters(next, next + 1));
                    next++;
                }
            }
            file.compact();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
