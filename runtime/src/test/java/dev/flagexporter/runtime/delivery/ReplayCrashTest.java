package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.deadletter.DeadLetter;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.runtime.deadletter.Disk;
import dev.flagexporter.runtime.deadletter.FaultyDisk;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A replay that is cut short, at each thing that it does to the disk; and how much it does. */
class ReplayCrashTest {

    private static final int BATCH = 3;
    private static final int EVENTS = 10;
    private static final int REFUSED = 4;

    @TempDir
    private Path directory;

    private static DeadLetterFile file(Path where, Disk disk) {
        return new DeadLetterFile(
                where, "lake", DeadLetterLimit.DEFAULT.maxSize(), disk, DeadLetterFile.MAX_LINE_LENGTH);
    }

    private static Disk fast(Path where) {
        return new FaultyDisk(where, FaultyDisk.NEVER, false);
    }

    private static List<DeadLetter> letters(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(Events::feature)
                .map(event -> new DeadLetter(
                        DropReason.EXHAUSTED,
                        "down",
                        1,
                        Instant.EPOCH,
                        "lake",
                        EventType.FEATURE,
                        "id",
                        "store1-0",
                        event))
                .toList();
    }

    /** What a destination was sent, by the numbers of the events. */
    private static final class Destination implements Exporter {

        private final List<List<Integer>> arrived = new ArrayList<>();
        private final List<String> places = new ArrayList<>();
        private int rejected = -1;
        private Runnable duringTheSecond = () -> {};

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) throws ExportException {
            List<Integer> numbers = new Batch(context, events).numbers();
            if (numbers.contains(rejected)) {
                throw ScriptedExporter.rejection("rejected", numbers.size(), numbers.indexOf(rejected));
            }
            arrived.add(numbers);
            places.add(context.storeId() + "-" + context.firstOffset() + "-" + context.lastOffset());
            if (arrived.size() == 2) {
                duringTheSecond.run();
            }
        }

        /** How often each event arrived. */
        private List<Integer> all() {
            return arrived.stream().flatMap(List::stream).toList();
        }
    }

    private static ReplayResult replay(DeadLetterFile file, Destination destination, int batch) {
        ManualClock clock = new ManualClock();
        ManualCalls calls = new ManualCalls(clock);
        ExporterSetup setup = DeliveryHarness.setup("lake", destination, batch);
        DeadLetterWriter<FeatureEvent> letters = new DeadLetterWriter<>(setup, calls, clock, () -> Optional.of(file));
        Answers answers = new Answers("lake", (name, action) -> action.run());
        Request<ReplayResult> request = new Request<>(answers);
        CompletionStage<ReplayResult> answer = request.join();
        DeadLetterReplay<FeatureEvent> replay = new DeadLetterReplay<>(
                new ActiveExporter<>(setup, calls, clock, letters),
                new PendingRequests(clock, () -> {}, answers),
                clock,
                request);
        boolean more = true;
        while (more) {
            more = replay.step();
        }
        return answer.toCompletableFuture().join();
    }

    private Path bury(String name) throws IOException {
        Path where = Files.createDirectory(directory.resolve(name));
        try (DeadLetterFile file = file(where, fast(where))) {
            file.append(letters(0, 5));
            Files.writeString(file.path(), "corrupt\n", StandardOpenOption.APPEND);
            file.append(letters(5, EVENTS));
        }
        return where;
    }

    /** What the first of two replays, which ends in a crash, and the second one bring. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bringsEveryEventAndAtMostOneBatchTwice(boolean power) throws IOException {
        boolean crashed = true;
        boolean doubled = false;
        for (int operation = 1; crashed; operation++) {
            Path where = bury("crash" + operation);
            FaultyDisk disk = new FaultyDisk(where, operation, true);
            Set<Integer> safe = new TreeSet<>(IntStream.range(0, EVENTS).boxed().toList());
            Destination first = new Destination();
            first.rejected = REFUSED;
            try (DeadLetterFile file = file(where, disk)) {
                first.duringTheSecond = () -> append(file, EVENTS, safe);
                replay(file, first, BATCH);
            }
            crashed = disk.hasFailed();
            if (power) {
                disk.losePower();
            }
            Destination second = new Destination();
            try (DeadLetterFile file = file(where, fast(where))) {
                append(file, EVENTS + 1, safe);
                assertThat(replay(file, second, BATCH).failure()).isEmpty();
                assertThat(file.path()).isEmptyFile();
            }
            doubled |= verify(first, second, safe, operation);
            assertThat(corruptLines(where)).contains("corrupt");
            assertThat(operation).isLessThan(500);
        }
        assertThat(doubled).as("some crash was between an export and its sync").isTrue();
    }

    private static void append(DeadLetterFile file, int number, Set<Integer> safe) {
        try {
            file.append(letters(number, number + 1));
            safe.add(number);
        } catch (IOException e) {
            // crashed: it was not promised to be there
        }
    }

    private static boolean verify(Destination first, Destination second, Set<Integer> safe, int operation) {
        assertThat(second.all()).as("crash at operation %d", operation).doesNotHaveDuplicates();
        assertThat(first.all()).doesNotHaveDuplicates();
        Set<Integer> seen = new HashSet<>(first.all());
        seen.addAll(second.all());
        assertThat(seen).as("crash at operation %d", operation).containsAll(safe);
        Set<Integer> twice = new HashSet<>(first.all());
        twice.retainAll(second.all());
        assertThat(twice).as("crash at operation %d", operation).hasSizeLessThanOrEqualTo(BATCH);
        return !twice.isEmpty();
    }

    private static List<String> corruptLines(Path where) throws IOException {
        return Files.readAllLines(where.resolve("lake.dead-letters.jsonl.corrupt"), StandardCharsets.ISO_8859_1);
    }

    /** Objects are named after store and offsets: two batches of one second must not have one name. */
    @Test
    void givesEachBatchOffsetsOfItsOwn() throws IOException {
        Path where = bury("offsets");
        Destination destination = new Destination();
        try (DeadLetterFile file = file(where, fast(where))) {
            assertThat(replay(file, destination, BATCH).delivered()).isEqualTo(EVENTS);
        }
        assertThat(destination.places).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    }

    /** The process goes on: nothing is sent after the failure, and the same instance can be asked again. */
    @Test
    void endsAtTheFirstFailureAndGoesOnLater() throws IOException {
        boolean failed = true;
        for (int operation = 1; failed; operation++) {
            Path where = bury("fail" + operation);
            FaultyDisk disk = new FaultyDisk(where, operation, false);
            Destination destination = new Destination();
            try (DeadLetterFile file = file(where, disk)) {
                long delivered = replay(file, destination, BATCH).delivered();
                assertThat(destination.all()).hasSizeBetween((int) delivered, (int) delivered + BATCH);
                failed = disk.hasFailed();
                disk.heal();
                assertThat(replay(file, destination, BATCH).failure()).isEmpty();
                assertThat(file.path()).isEmptyFile();
            }
            assertThat(destination.all())
                    .contains(IntStream.range(0, EVENTS).boxed().toArray(Integer[]::new));
            assertThat(destination.all()).hasSizeLessThanOrEqualTo(EVENTS + BATCH);
            assertThat(operation).isLessThan(500);
        }
    }

    @Test
    void leavesWhatIsAppendedDuringTheReplayToTheNextOne() throws IOException {
        Path where = bury("append");
        Destination destination = new Destination();
        destination.rejected = REFUSED;
        try (DeadLetterFile file = file(where, fast(where))) {
            Set<Integer> safe = new TreeSet<>();
            destination.duringTheSecond = () -> append(file, EVENTS, safe);
            ReplayResult result = replay(file, destination, BATCH);
            assertThat(result.delivered()).isEqualTo(EVENTS - 1);
            assertThat(result.kept()).isEqualTo(1);
            assertThat(result.quarantined()).isEqualTo(1);
            assertThat(destination.all()).doesNotContain(EVENTS, REFUSED);
            assertThat(file.path())
                    .content()
                    .hasLineCount(2)
                    .contains("\"user-" + REFUSED + "\"", "\"user-" + EVENTS + "\"");
        }
    }

    @Test
    void readsAndWritesInProportionToTheFile() throws IOException {
        long small = bytesOfAReplay(1_000);
        assertThat(bytesOfAReplay(8_000)).isLessThan(9 * small);
    }

    private long bytesOfAReplay(int letters) throws IOException {
        Path where = Files.createDirectory(directory.resolve("letters" + letters));
        FaultyDisk disk = new FaultyDisk(where, FaultyDisk.NEVER, false);
        try (DeadLetterFile file = file(where, disk)) {
            file.append(letters(0, letters));
            Destination destination = new Destination();
            destination.rejected = letters - 1;
            long before = disk.bytes();
            assertThat(replay(file, destination, 50).delivered()).isEqualTo(letters - 1);
            return disk.bytes() - before;
        }
    }
}
