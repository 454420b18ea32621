package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("The maximum size of a dead-letter file")
class DeadLetterLimitTest {

    @TempDir
    private Path directory;

    private static List<DeadLetter> letters(int count) {
        return IntStream.range(0, count)
                .mapToObj(Events::feature)
                .map(event -> new DeadLetter(
                        DropReason.REJECTED, "no", 1, Instant.EPOCH, "lake", EventType.FEATURE, "d", "s-1", event))
                .toList();
    }

    private static long size(List<DeadLetter> letters) throws IOException {
        long size = 0;
        for (DeadLetter letter : letters) {
            size += letter.toLine().length;
        }
        return size;
    }

    private DeadLetterFile file(long maxSize) {
        return new DeadLetterFile(directory, "lake", maxSize);
    }

    @Test
    void isReachedExactly() throws IOException {
        long maxSize = size(letters(2)) + size(letters(3));
        try (DeadLetterFile file = file(maxSize)) {
            file.append(letters(2));
            file.append(letters(3));
            assertThat(file.path()).hasSize(maxSize);
        }
    }

    @Test
    void isNeverExceededAndNothingIsWrittenThen() throws IOException {
        long maxSize = size(letters(2)) + size(letters(3)) - 1;
        try (DeadLetterFile file = file(maxSize)) {
            file.append(letters(2));
            byte[] before = Files.readAllBytes(file.path());
            assertThatExceptionOfType(DeadLetterFullException.class)
                    .isThrownBy(() -> file.append(letters(3)))
                    .withMessage(
                            "%s has %d bytes and no room for more dead letters: dead-letter.max-size is %d bytes. Replay the dead letters, or raise dead-letter.max-size",
                            file.path(), before.length, maxSize)
                    .satisfies(full -> {
                        assertThat(full.path()).isEqualTo(file.path());
                        assertThat(full.size()).isEqualTo(before.length);
                        assertThat(full.limit()).isEqualTo(maxSize);
                    });
            assertThat(file.path()).hasBinaryContent(before);
            file.append(letters(2));
        }
    }

    @Test
    void doesNotKeepALargerBatchPendingForever() throws IOException {
        try (DeadLetterFile file = file(10)) {
            file.append(letters(3));
            assertThat(file.path()).hasSize(size(letters(3)));
            assertThatExceptionOfType(DeadLetterFullException.class).isThrownBy(() -> file.append(letters(1)));
        }
    }

    @Test
    void hasRoomAgainAfterACompaction() throws IOException {
        try (DeadLetterFile file = file(size(letters(3)))) {
            file.append(letters(3));
            file.settle(file.read(0, EventType.FEATURE, 2, Long.MAX_VALUE));
            assertThatExceptionOfType(DeadLetterFullException.class).isThrownBy(() -> file.append(letters(2)));
            file.compact();
            file.append(letters(2));
            assertThat(file.read(0, EventType.FEATURE, 10, Long.MAX_VALUE)).hasSize(3);
        }
    }

    @Test
    void appliesToWhatAnEarlierProcessLeftBehind() throws IOException {
        try (DeadLetterFile file = file(Long.MAX_VALUE)) {
            file.append(letters(3));
        }
        try (DeadLetterFile file = file(size(letters(3)))) {
            assertThatExceptionOfType(DeadLetterFullException.class).isThrownBy(() -> file.append(letters(1)));
        }
    }

    @Test
    void isCheckedWithoutReadingTheFile() throws IOException {
        try (DeadLetterFile file = file(Long.MAX_VALUE)) {
            file.append(letters(1000));
        }
        FaultyDisk disk = new FaultyDisk(directory, FaultyDisk.NEVER, false);
        try (DeadLetterFile file =
                new DeadLetterFile(directory, "lake", Long.MAX_VALUE, disk, DeadLetterFile.MAX_LINE_LENGTH)) {
            file.append(letters(1));
        }
        assertThat(disk.bytes()).isLessThan(2 * size(letters(1)));
    }
}
