package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.InMemoryExporter.Batch;

import static org.assertj.core.api.Assertions.assertThat;

/** An exporter in trouble, whose public counts are compared to what really became of its events. */
final class AccountedExporter {

    private static final Pattern NUMBER = Pattern.compile("\"userKey\":\"user-(\\d+)\"");

    private final FailureSettings policy;
    private final Optional<Path> deadLetterFile;
    private final TroubledExporter destination;
    private final ManualDriver worker;
    private final DefaultDataExporter<FeatureEvent> data;

    AccountedExporter(String name, FailureSettings policy, InMemoryEventStore<FeatureEvent> store, ManualClock clock) {
        this.policy = policy;
        this.deadLetterFile =
                policy.deadLetterDirectory().map(directory -> directory.resolve(name + ".dead-letters.jsonl"));
        this.destination = new TroubledExporter(clock.time());
        this.worker = new ManualDriver(clock, new Random(1));
        this.data = new DefaultDataExporter<>(
                DeliveryHarness.setup(name, destination, () -> destination, Overload.BATCH, policy),
                store,
                worker.environment());
        this.worker.drive(data);
    }

    TroubledExporter destination() {
        return destination;
    }

    ExporterCounts counts() {
        return data.counts();
    }

    void start() {
        data.start();
        worker.run();
    }

    void run() {
        worker.run();
    }

    Duration untilWork() {
        return worker.untilWork();
    }

    void flush() {
        data.flush();
        worker.run();
    }

    /** What holds at every moment. */
    void assertAddsUp(Set<Integer> appended) {
        ExporterCounts counts = counts();
        long dropped =
                counts.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(counts.appended()).isEqualTo(appended.size());
        assertThat(counts.delivered() + counts.pending() + dropped + counts.deadLettered())
                .isEqualTo(appended.size());
        assertThat(counts.pending()).isBetween(0L, (long) Overload.CAPACITY + Overload.BATCH);
        assertThat(counts.delivered()).isEqualTo(destination.arrivedInTime().size());
        assertThat(counts.deadLettered()).isEqualTo(deadLetters().size());
    }

    /** What holds when nothing is pending: each event has met with the very end under which it is counted. */
    void assertEveryEventIsAccountedFor(Set<Integer> appended) {
        List<Integer> arrived = destination.arrivedInTime();
        Set<Integer> refused = destination.refused();
        assertThat(counts().pending()).isZero();
        assertThat(arrived).doesNotHaveDuplicates();
        assertThat(without(arrived, refused)).hasSameSizeAs(arrived);
        assertThat(deadLetters()).doesNotHaveDuplicates();
        assertThat(without(arrived, deadLetters())).hasSameSizeAs(arrived);
        assertThat(appended).containsAll(destination.seen());
        assertThat(counts().dropped()).containsEntry(DropReason.OVERFLOW, (long)
                without(appended, destination.seen()).size());
        assertDisposed(DropReason.REJECTED, refused);
        assertDisposed(DropReason.EXHAUSTED, without(without(destination.seen(), arrived), refused));
        assertDoubled();
    }

    private void assertDisposed(DropReason reason, Set<Integer> events) {
        boolean kept = policy.disposalOf(reason) == Disposal.DEAD_LETTER;
        assertThat(without(events, deadLetters())).hasSize(kept ? 0 : events.size());
        assertThat(counts().dropped()).containsEntry(reason, kept ? 0L : events.size());
    }

    /** What arrived too late was sent again and may be doubled, unless it was given up there and then. */
    private void assertDoubled() {
        List<Batch> late = destination.late();
        assertThat(destination.arrivals()).isEqualTo(counts().delivered() + eventsIn(late));
        assertThat(counts().possiblyDuplicated())
                .isEqualTo(eventsIn(
                        late.stream().filter(batch -> !isLastAttempt(batch)).toList()));
    }

    private boolean isLastAttempt(Batch batch) {
        return policy.onExhausted() != Disposal.KEEP && batch.context().attempt() >= policy.maxAttempts();
    }

    private static long eventsIn(List<Batch> batches) {
        return batches.stream().mapToLong(batch -> batch.events().size()).sum();
    }

    private static Set<Integer> without(Collection<Integer> numbers, Collection<Integer> others) {
        Set<Integer> rest = new TreeSet<>(numbers);
        others.forEach(rest::remove);
        return rest;
    }

    private List<Integer> deadLetters() {
        return deadLetterFile
                .filter(Files::exists)
                .map(AccountedExporter::numbersIn)
                .orElse(List.of());
    }

    private static List<Integer> numbersIn(Path file) {
        try {
            return NUMBER.matcher(Files.readString(file))
                    .results()
                    .map(number -> Integer.valueOf(number.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
