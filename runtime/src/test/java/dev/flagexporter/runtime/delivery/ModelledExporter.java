package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.PartialExportException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.InMemoryExporter.Batch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An exporter to which everything happens that can, at random, and beside it a model: which events have arrived, which
 * were given up, and which are next.
 */
final class ModelledExporter {

    private enum Behaviour {
        DELIVERS,
        FAILS,
        FAILS_PARTLY,
        REJECTS_NAMED,
        REJECTS,
        THROWS_AN_ERROR,
        IS_LATE,
        HANGS
    }

    private final Random random;
    private final boolean drops;
    private final DeliveryHarness harness;
    private final List<String> history = new ArrayList<>();

    private final Set<Integer> arrived = new HashSet<>();
    private final Set<Integer> refused = new HashSet<>();
    private final Set<Integer> givenUp = new HashSet<>();
    private final Set<Integer> doubtful = new HashSet<>();
    private final Map<String, List<Integer>> deliveries = new HashMap<>();
    private boolean recovered;
    private boolean exporting;

    ModelledExporter(Random random) {
        this.random = random;
        this.drops = random.nextBoolean();
        FailurePolicy policy = drops
                ? new FailurePolicy(3, Optional.empty(), Disposal.DROP, Disposal.DROP, Optional.empty())
                : FailurePolicy.DEFAULT;
        harness = new DeliveryHarness(1 + random.nextInt(6), 10_000, policy);
        harness.exporter.always(this::export);
        harness.successor.always(this::export);
        harness.started();
    }

    List<String> history() {
        return history;
    }

    void step() {
        switch (random.nextInt(4)) {
            case 0, 1 -> append(1 + random.nextInt(8));
            case 2 -> flush();
            default -> pass(Duration.ofMillis(random.nextInt(10_000)));
        }
        assertInvariants();
    }

    private void append(int count) {
        history.add("append " + count);
        harness.append(count);
        if (random.nextBoolean()) {
            harness.tick();
        }
    }

    private void flush() {
        history.add("flush");
        harness.flush();
    }

    private void pass(Duration duration) {
        history.add("pass " + duration);
        harness.advance(duration);
    }

    /** Everything works again, and the end must find nothing left. */
    void recoverAndStop() {
        history.add("recover and stop");
        recovered = true;
        harness.data.stop();
        harness.run();
        harness.advance(DeliveryHarness.SHUTDOWN_TIMEOUT.minusMillis(1));
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPED);
        assertThat(harness.data.counts().pending()).isZero();
        assertInvariants();
    }

    private void assertInvariants() {
        ExporterCounts counts = harness.data.counts();
        harness.assertCountsAddUp();
        assertThat(counts.delivered()).isEqualTo(arrived.size());
        assertThat(counts.dropped())
                .containsEntry(DropReason.REJECTED, (long) refused.size())
                .containsEntry(DropReason.EXHAUSTED, (long) givenUp.size())
                .containsEntry(DropReason.OVERFLOW, 0L);
        assertThat(counts.possiblyDoubled() > 0).isEqualTo(!doubtful.isEmpty());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private void export(ExportContext context, List<? extends ExportableEvent> events) throws Throwable {
        assertThat(exporting).as("two exports at once").isFalse();
        List<Integer> numbers = new Batch(context, events).numbers();
        assertComesNext(context, numbers);
        Behaviour behaviour = recovered ? Behaviour.DELIVERS : next();
        history.add(behaviour + " attempt " + context.attempt() + " at " + numbers);
        exporting = true;
        try {
            run(behaviour, context, numbers);
        } finally {
            exporting = false;
        }
    }

    private Behaviour next() {
        Behaviour[] all = Behaviour.values();
        return random.nextInt(3) == 0 ? Behaviour.DELIVERS : all[random.nextInt(all.length)];
    }

    /** The oldest event that is not settled is the first, and one id stands for one set of events. */
    private void assertComesNext(ExportContext context, List<Integer> numbers) {
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        int oldest = 0;
        while (isSettled(oldest)) {
            oldest++;
        }
        assertThat(numbers.get(0)).as("the next event").isEqualTo(oldest);
        assertThat(numbers).noneMatch(this::isSettled);
        assertThat(deliveries.computeIfAbsent(context.deliveryId(), id -> numbers))
                .isEqualTo(numbers);
    }

    private boolean isSettled(int number) {
        return arrived.contains(number) || refused.contains(number) || givenUp.contains(number);
    }

    private void run(Behaviour behaviour, ExportContext context, List<Integer> numbers) throws Throwable {
        switch (behaviour) {
            case DELIVERS -> arrived.addAll(numbers);
            case FAILS -> fail(context, numbers, new IOException("down"));
            case THROWS_AN_ERROR -> fail(context, numbers, new NoClassDefFoundError("missing"));
            case FAILS_PARTLY -> failPartly(context, numbers);
            case REJECTS_NAMED -> rejectNamed(numbers);
            case REJECTS -> reject(numbers);
            case IS_LATE -> beLate(context, numbers);
            case HANGS -> hang(context, numbers);
        }
    }

    private void fail(ExportContext context, List<Integer> numbers, Throwable thrown) throws Throwable {
        giveUpAfterTheLastAttempt(context, numbers);
        throw thrown;
    }

    private boolean giveUpAfterTheLastAttempt(ExportContext context, List<Integer> numbers) {
        boolean last = drops && context.attempt() >= 3;
        if (last) {
            givenUp.addAll(numbers);
        }
        return last;
    }

    private void failPartly(ExportContext context, List<Integer> numbers) throws Throwable {
        Set<Integer> failed = somePositions(numbers.size());
        if (failed.size() == numbers.size()) {
            giveUpAfterTheLastAttempt(context, numbers);
        } else {
            arrived.addAll(select(numbers, position -> !failed.contains(position)));
        }
        throw new PartialExportException("throttled", null, failed);
    }

    private void rejectNamed(List<Integer> numbers) throws ExportException {
        Set<Integer> positions = somePositions(numbers.size());
        refused.addAll(select(numbers, positions::contains));
        throw ExportException.rejected("too old", null, positions);
    }

    private void reject(List<Integer> numbers) throws ExportException {
        if (numbers.size() == 1) {
            refused.addAll(numbers);
        }
        throw ExportException.rejected("bad event", null);
    }

    /** Notices the interrupt at the deadline. */
    private void beLate(ExportContext context, List<Integer> numbers) throws Throwable {
        harness.clock.advance(DeliveryHarness.ATTEMPT_TIMEOUT);
        assertThat(Thread.interrupted()).as("interrupted at the deadline").isTrue();
        fail(context, numbers, new InterruptedException());
    }

    /** Ignores the interrupt and returns late, when another worker has taken over already. */
    private void hang(ExportContext context, List<Integer> numbers) {
        if (!giveUpAfterTheLastAttempt(context, numbers)) {
            doubtful.addAll(numbers);
        }
        exporting = false;
        harness.clock.advance(DeliveryHarness.ATTEMPT_TIMEOUT.plus(CallGuard.GRACE));
        if (random.nextBoolean()) {
            harness.run();
            harness.advance(Duration.ofMillis(random.nextInt(3000)));
        }
    }

    private Set<Integer> somePositions(int size) {
        Set<Integer> positions = new TreeSet<>(Set.of(random.nextInt(size)));
        for (int i = 0; i < size; i++) {
            if (random.nextInt(3) == 0) {
                positions.add(i);
            }
        }
        return positions;
    }

    private static List<Integer> select(List<Integer> numbers, Predicate<Integer> positions) {
        List<Integer> selected = new ArrayList<>();
        for (int position = 0; position < numbers.size(); position++) {
            if (positions.test(position)) {
                selected.add(numbers.get(position));
            }
        }
        return selected;
    }
}
