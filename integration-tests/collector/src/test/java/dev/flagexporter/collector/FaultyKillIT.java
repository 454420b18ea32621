package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The collector is killed or terminated at random moments while it has a healthy, a dead, a slow, a hanging and three
 * rejecting exporters. {@code -Dsoak.runs} is the number of runs, 20 by default, and {@code -Dsoak.seed} the seed of the
 * first one; the others have the next ones. A run that fails keeps its directory.
 */
@Tag("soak")
class FaultyKillIT {

    private static final int RUNS = Integer.getInteger("soak.runs", 20);
    private static final long FIRST_SEED = Long.getLong("soak.seed", System.nanoTime() & 0xffff_ffffL);
    private static final Path DIRECTORIES = Path.of(System.getProperty("soak.directory", "target/soak"));
    private static final int AT_ONCE = 2;

    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger terminations = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger replays = new AtomicInteger();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong longestEnd = new AtomicLong();

    @Test
    void theCountsAddUpInEachRun() throws Exception {
        System.out.printf("%d runs from seed %d%n", RUNS, FIRST_SEED);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<String> failures = new ArrayList<>();
        try {
            List<Future<String>> runs = LongStream.range(FIRST_SEED, FIRST_SEED + RUNS)
                    .mapToObj(seed -> threads.submit(() -> failureOf(seed)))
                    .toList();
            for (Future<String> run : runs) {
                String failure = run.get();
                if (!failure.isEmpty()) {
                    failures.add(failure);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%d kills, %d terminations (%d without time for the last flush), %d with a replay after it, %d events exported, longest termination %d ms%n",
                kills.get(), terminations.get(), late.get(), replays.get(), events.get(), longestEnd.get());
        assertThat(failures).isEmpty();
        assertThat(kills.get() + terminations.get()).isEqualTo(RUNS);
        // on a machine that is too busy the proof would be none
        assertThat(late.get()).isLessThanOrEqualTo(RUNS / 10);
    }

    private String failureOf(long seed) {
        Path directory = DIRECTORIES.resolve("run-" + seed).toAbsolutePath();
        try {
            Files.createDirectories(directory);
            KillPlan plan = KillPlan.of(seed);
            KillRun run = KillRun.run(plan, directory);
            Files.writeString(directory.resolve("log.txt"), run.log());
            count(run);
            KillRunChecks.check(run);
            delete(directory);
            return "";
        } catch (Exception | AssertionError e) {
            String failure = "seed " + seed + ", " + directory + ": " + e;
            System.out.println(failure);
            e.printStackTrace(System.out);
            return failure;
        }
    }

    private void count(KillRun run) throws IOException {
        (run.plan().kill() ? kills : terminations).incrementAndGet();
        if (run.plan().restart()) {
            replays.incrementAndGet();
        }
        events.addAndGet(run.files().exported("flag-events").size());
        if (!run.plan().kill()) {
            longestEnd.accumulateAndGet(run.endMillis(), Math::max);
        }
        if (run.isLate()) {
            late.incrementAndGet();
        }
        int done = kills.get() + terminations.get();
        if (done % 50 == 0) {
            System.out.println(done + " runs");
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(FaultyKillIT::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
