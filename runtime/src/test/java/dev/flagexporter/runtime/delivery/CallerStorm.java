package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several threads that ask everything of the exporters of one manager at once, drawn from a seed. */
final class CallerStorm {

    private static final String PREFIX = "storm-";
    private static final List<String> NAMES = List.of(PREFIX + "a", PREFIX + "b", PREFIX + "c");
    private static final int CALLERS = 4;
    private static final int REQUESTS = 150;
    private static final int CAPACITY = 500;
    private static final int HANGING_CALLS = 12;
    private static final long PATIENCE = 60;

    /** On a clock that is a hundred times as fast. */
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));

    private final long seed;
    private final Path directory;
    private final DeliveryClock clock = new FastClock();
    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final InMemoryEventStore<FeatureEvent> store =
            new InMemoryEventStore<>(FeatureEvent.class, "store1", CAPACITY, new Intake(), dispatcher);
    private final DefaultManager<FeatureEvent> manager =
            new DefaultManager<>(EventType.FEATURE, store, List.of(), clock);
    private final UnsteadyExporter.Hanging hanging = new UnsteadyExporter.Hanging(HANGING_CALLS);
    private final Queue<DataExporter<FeatureEvent>> exporters = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicLong instances = new AtomicLong();
    private final AtomicInteger added = new AtomicInteger();

    CallerStorm(long seed, Path directory) {
        this.seed = seed;
        this.directory = directory;
    }

    void run() {
        dispatcher.start();
        manager.start();
        try {
            NAMES.forEach(this::add);
            List<CompletableFuture<Void>> callers =
                    IntStream.range(0, CALLERS).mapToObj(this::startCaller).toList();
            callers.forEach(this::get);
            get(manager.stopAsync());
            answers.forEach(this::get);
            exporters.forEach(CallerStorm::assertAddsUp);
            assertOnlyHangingThreadsAreLeft();
        } finally {
            hanging.release();
            dispatcher.close();
        }
    }

    private CompletableFuture<Void> startCaller(int number) {
        Random random = new Random(seed * CALLERS + number);
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < REQUESTS; i++) {
                        requestIfPossible(random);
                    }
                },
                action -> new Thread(action, "caller-" + number).start());
    }

    /** An exporter may have been removed by another caller, or may be there again. */
    private void requestIfPossible(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        try {
            request(name, random);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining(name);
        }
    }

    private void request(String name, Random random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> append(random.nextInt(20));
            case 4 -> answer(exporter(name).flush());
            case 5 -> get(answer(exporter(name).flush()));
            case 6 -> answer(exporter(name).replayDeadLetters());
            case 7 -> manager.wake(name);
            case 8, 9 -> answer(manager.replace(setup(name)));
            case 10 -> answer(manager.remove(name).thenRun(() -> add(name)));
            default -> stop(name);
        }
    }

    private void append(int events) {
        manager.addEvents(IntStream.range(0, events)
                .mapToObj(event -> Events.feature(added.getAndIncrement()))
                .toList());
    }

    private void stop(String name) {
        answer(exporter(name).stop());
        answer(manager.remove(name));
        add(name);
    }

    private DataExporter<FeatureEvent> exporter(String name) {
        return manager.exporter(name).orElseThrow(() -> new IllegalArgumentException(name));
    }

    private <R> CompletableFuture<R> answer(CompletionStage<R> answer) {
        CompletableFuture<R> future = answer.toCompletableFuture();
        answers.add(future.handle((result, failure) -> {
            if (failure != null) {
                // the name is in use again, or the manager has stopped
                assertThat(failure.getCause())
                        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
            }
            return result;
        }));
        return future;
    }

    private void add(String name) {
        exporters.add(manager.add(setup(name)));
    }

    private ExporterSetup setup(String name) {
        Random random = new Random(seed + instances.incrementAndGet());
        Optional<Path> letters = Optional.of(directory).filter(any -> random.nextBoolean());
        Disposal disposal = letters.isPresent() ? Disposal.DEAD_LETTER : Disposal.DROP;
        FailureSettings failures = new FailureSettings(3, Optional.empty(), disposal, disposal, letters);
        return new ExporterSetup(
                name,
                "unsteady",
                EventType.FEATURE,
                ExporterInstances.of(unsteady(), this::unsteady),
                failures.delivery(new LeaseLimits(1 + random.nextInt(20), Long.MAX_VALUE), TIMEOUTS));
    }

    private UnsteadyExporter unsteady() {
        return new UnsteadyExporter(seed + instances.incrementAndGet(), hanging);
    }

    private <R> R get(CompletableFuture<R> answer) {
        try {
            return answer.get(PATIENCE, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("seed %d: %s%n%s".formatted(seed, e, threads()), e);
        }
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().matches("flag-exporter-.*|caller-.*"))
                .map(thread -> thread.getKey()
                        + Arrays.stream(thread.getValue())
                                .map(frame -> "\n    at " + frame)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static void assertAddsUp(DataExporter<FeatureEvent> exporter) {
        ExporterCounts counts = exporter.counts();
        long dropped =
                counts.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(exporter.state()).isEqualTo(ExporterState.STOPPED);
        assertThat(counts.delivered() + dropped + counts.deadLettered() + counts.pending())
                .as("%s: %s", exporter.consumerId(), counts)
                .isEqualTo(counts.appended());
        assertThat(counts.pending()).isNotNegative();
    }

    private void assertOnlyHangingThreadsAreLeft() {
        await().untilAsserted(() -> assertThat(hanging.threads()).containsAll(Threads.of(PREFIX)));
        hanging.release();
        await().untilAsserted(() -> assertThat(Threads.of(PREFIX)).isEmpty());
    }
}
