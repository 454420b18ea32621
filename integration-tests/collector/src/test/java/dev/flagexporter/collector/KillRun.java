package dev.flagexporter.collector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happened in one run: a collector took events until it was killed or terminated.
 *
 * @param plan the choices of this run
 * @param files what the collector left
 * @param requests the requests of each sender
 * @param log the log of the collector
 * @param endMillis time from the signal to the end of the process
 */
record KillRun(KillPlan plan, KillFiles files, List<List<BurstSender.Request>> requests, String log, long endMillis) {

    /** A process that starts fast matters more here than one that runs fast. */
    static final List<String> FAST_START = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

    private static final int TERMINATED = 143;
    private static final long PATIENCE_SECONDS = 60;
    private static final long MOST_WAIT_SECONDS = 2;

    static KillRun run(KillPlan plan, Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(plan.senders());
        try (CollectorProcess collector = CollectorProcess.startFaulty(directory, plan.configuration(), FAST_START)) {
            CountDownLatch acknowledgements = new CountDownLatch(plan.acknowledgements());
            List<BurstSender> senders = IntStream.range(0, plan.senders())
                    .mapToObj(i -> new BurstSender(
                            "sender" + i,
                            collector.uri("/v1/data/collector"),
                            new Random(plan.seed() + i),
                            acknowledgements))
                    .toList();
            List<? extends Future<?>> sending = senders.stream()
                    .map(sender -> threads.submit(sender::sendUntilTheEnd))
                    .toList();
            // an exporter that hangs and is not known to fail makes senders wait: the signal comes all the same
            boolean reached = acknowledgements.await(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
            // the moment of the signal is what a seed varies
            Executor atTheMoment =
                    CompletableFuture.delayedExecutor(reached ? plan.delayMillis() : 0, TimeUnit.MILLISECONDS);
            long endMillis = CompletableFuture.supplyAsync(() -> end(plan, collector), atTheMoment)
                    .get();
            await(sending);
            return new KillRun(
                    plan,
                    new KillFiles(directory),
                    senders.stream().map(BurstSender::requests).toList(),
                    collector.log(),
                    endMillis);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long end(KillPlan plan, CollectorProcess collector) {
        long signal = System.nanoTime();
        if (plan.kill()) {
            collector.close();
        } else {
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(TERMINATED);
        }
        return Duration.ofNanos(System.nanoTime() - signal).toMillis();
    }

    private static void await(List<? extends Future<?>> sending) throws Exception {
        for (Future<?> sender : sending) {
            try {
                sender.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("a sender failed", e);
            }
        }
    }

    /** Starts the collector again, with exporters that work, and replays the dead letters; the answers by exporter. */
    Map<String, String> replay() throws Exception {
        Map<String, String> answers = new TreeMap<>();
        try (CollectorProcess collector =
                CollectorProcess.startFaulty(files.directory(), plan.afterRestart(), FAST_START)) {
            for (String name : KillPlan.FAULTY.keySet()) {
                if (plan.isDeadLettering(name)) {
                    answers.put(name, BurstSender.post(collector.uri("/exporters/" + name + "/replay")));
                }
            }
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(TERMINATED);
        }
        return answers;
    }

    /** Whether the healthy exporter said that the shutdown-timeout was too short for its last flush. */
    boolean isLate() {
        return log.lines()
                .anyMatch(line -> line.contains("Exporter \"" + KillPlan.HEALTHY + "\" stopped: ")
                        && line.contains("NOT delivered")
                        && line.contains("the shutdown-timeout of"));
    }

    List<String> userKeys(BurstSender.Answer answer) {
        return requests.stream()
                .flatMap(List::stream)
                .filter(request -> request.answer() == answer)
                .flatMap(request -> request.userKeys().stream())
                .toList();
    }
}
