package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An append that fails or is cut short, at each thing that it does. */
class DeadLetterCrashTest {

    @TempDir
    private Path directory;

    private static List<DeadLetter> letters(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(Events::feature)
                .map(event -> new DeadLetter(
                        DropReason.EXHAUSTED, "down", 1, Instant.EPOCH, "lake", EventType.FEATURE, "id", "s-0", event))
                .toList();
    }

    private DeadLetterFile open(Path where, Disk disk) {
        return new DeadLetterFile(
                where, "lake", DeadLetterLimit.DEFAULT.maxSize(), disk, DeadLetterFile.MAX_LINE_LENGTH);
    }

    /** What is in the file, which has to be nothing but dead letters. */
    private static List<FeatureEvent> events(DeadLetterFile file) throws IOException {
        List<FeatureEvent> events = new ArrayList<>();
        for (DeadLetterLine line : file.read(0, EventType.FEATURE, 1000, Long.MAX_VALUE)) {
            events.add((FeatureEvent) line.event().orElseThrow());
        }
        return events;
    }

    private static List<FeatureEvent> features(int from, int to) {
        return Events.features(to).subList(from, to);
    }

    @Test
    void appendsAllOrNothingWhateverFails() throws IOException {
        boolean failed = true;
        for (int operation = 1; failed; operation++) {
            Path where = Files.createDirectory(directory.resolve("failing" + operation));
            FaultyDisk disk = new FaultyDisk(where, operation, false);
            try (DeadLetterFile file = open(where, disk)) {
                failed = !appended(file, letters(0, 3));
                assertThat(failed).isEqualTo(disk.hasFailed());
                disk.heal();
                file.append(letters(3, 6));
                assertThat(events(file)).containsExactlyElementsOf(features(failed ? 3 : 0, 6));
                assertThat(where.resolve("lake.dead-letters.jsonl.corrupt")).doesNotExist();
            }
            assertThat(operation).isLessThan(100);
        }
    }

    private static boolean appended(DeadLetterFile file, List<DeadLetter> letters) {
        try {
            file.append(letters);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNothingThatItReturnedFrom(boolean power) throws IOException {
        boolean crashed = true;
        for (int operation = 1; crashed; operation++) {
            Path where = Files.createDirectory(directory.resolve("crashing" + operation));
            FaultyDisk disk = new FaultyDisk(where, operation, true);
            List<FeatureEvent> safe = new ArrayList<>();
            try (DeadLetterFile file = open(where, disk)) {
                for (int i = 0; i < 3; i++) {
                    if (appended(file, letters(2 * i, 2 * i + 2))) {
                        safe.addAll(features(2 * i, 2 * i + 2));
                    }
                }
            }
            crashed = disk.hasFailed();
            if (power) {
                disk.losePower();
            }
            try (DeadLetterFile file = open(where, new FaultyDisk(where, FaultyDisk.NEVER, false))) {
                file.append(letters(6, 7));
                safe.addAll(features(6, 7));
                assertThat(events(file)).as("crash at operation %d", operation).containsAll(safe);
            }
            assertThat(operation).isLessThan(100);
        }
    }

    /** An append that could not even be taken back: the next one begins on a line of its own. */
    @Test
    void repairsWhatAFailedAppendLeftBehind() throws IOException {
        int repaired = 0;
        for (int operation = 1; operation < 20; operation++) {
            Path where = Files.createDirectory(directory.resolve("left" + operation));
            try (DeadLetterFile file = open(where, new FaultyDisk(where, operation, true))) {
                appended(file, letters(0, 3));
            }
            boolean half = endsInHalfALine(where);
            try (DeadLetterFile file = open(where, new FaultyDisk(where, FaultyDisk.NEVER, false))) {
                file.append(letters(3, 6));
                assertThat(events(file)).endsWith(features(3, 6).toArray(new FeatureEvent[0]));
                repaired += half ? 1 : 0;
            }
        }
        assertThat(repaired).as("halves of lines").isPositive();
    }

    private static boolean endsInHalfALine(Path where) throws IOException {
        Path file = where.resolve("lake.dead-letters.jsonl");
        return Files.exists(file)
                && !Files.readString(file).isEmpty()
                && !Files.readString(file).endsWith("\n");
    }

    @Test
    void syncsTheNameOfANewFileAndItsDirectory() throws IOException {
        Path where = directory.resolve("deep/er");
        List<Path> synced = new ArrayList<>();
        Disk disk = new Disk() {
            @Override
            public void syncName(Path path) throws IOException {
                synced.add(path);
                super.syncName(path);
            }
        };
        try (DeadLetterFile file = open(where, disk)) {
            file.append(letters(0, 1));
            assertThat(synced).containsExactly(where.getParent(), where, file.path());
            file.append(letters(1, 2));
            assertThat(synced).hasSize(3);
        }
    }

    @Test
    void leavesNoHalfOfACopyBehindWhenThereIsNoRoomToCompact() throws IOException {
        int failures = 0;
        for (int operation = 1; operation < 50; operation++) {
            Path where = Files.createDirectory(directory.resolve("compact" + operation));
            try (DeadLetterFile file = open(where, new FaultyDisk(where, FaultyDisk.NEVER, false))) {
                file.append(letters(0, 5));
            }
            FaultyDisk disk = new FaultyDisk(where, operation, false);
            try (DeadLetterFile file = open(where, disk)) {
                file.settle(file.read(0, EventType.FEATURE, 2, Long.MAX_VALUE));
                file.compact();
                assertThat(disk.hasFailed()).isFalse();
            } catch (IOException e) {
                failures++;
                assertThat(where.resolve("lake.dead-letters.jsonl.tmp")).doesNotExist();
            }
        }
        assertThat(failures).isBetween(5, 40);
    }

    @Test
    void cannotReadWhatItCouldNotSettle() throws IOException {
        Path where = Files.createDirectory(directory.resolve("read-only"));
        try (DeadLetterFile file = open(where, new FaultyDisk(where, FaultyDisk.NEVER, false))) {
            file.append(letters(0, 1));
        }
        Disk readOnly = new Disk() {
            @Override
            public FileChannel open(Path path, OpenOption... options) throws IOException {
                if (path.toString().endsWith(".jsonl") && List.of(options).contains(StandardOpenOption.WRITE)) {
                    throw new AccessDeniedException(path.toString());
                }
                return super.open(path, options);
            }
        };
        try (DeadLetterFile file = open(where, readOnly)) {
            assertThatThrownBy(() -> events(file)).isInstanceOf(AccessDeniedException.class);
        }
    }
}
