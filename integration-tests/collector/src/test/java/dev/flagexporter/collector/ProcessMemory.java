package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Samples the heap after a garbage collection and the threads of a process at a fixed interval. */
final class ProcessMemory implements AutoCloseable {

    private static final Pattern HEAP = Pattern.compile("garbage-first heap +total \\d+K, used (\\d+)K");
    private static final Pattern THREADS = Pattern.compile("^Threads:\\s+(\\d+)", Pattern.MULTILINE);

    /**
     * One sample.
     *
     * @param heapKilobytes used heap after a full garbage collection
     * @param threads number of threads
     */
    record Sample(long heapKilobytes, long threads) {}

    private final long pid;
    private final Runnable also;
    private final List<Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> sampling;

    /** Starts to sample, and runs an action with each sample; a failure of the action ends the sampling. */
    ProcessMemory(long pid, long intervalSeconds, Runnable also) {
        this.pid = pid;
        this.also = also;
        this.sampling = thread.scheduleWithFixedDelay(this::sample, intervalSeconds, intervalSeconds, TimeUnit.SECONDS);
    }

    private void sample() {
        try {
            jcmd("GC.run");
            long heap = number(HEAP, jcmd("GC.heap_info"));
            long threads = number(THREADS, Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            samples.add(new Sample(heap, threads));
            System.out.printf("sample %d: %d KB used heap after GC, %d threads%n", samples.size(), heap, threads);
            also.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** Ends the sampling and returns the samples; fails if one of them failed. */
    List<Sample> end() throws Exception {
        thread.shutdown();
        assertThat(thread.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        if (!sampling.isCancelled()) {
            sampling.get();
        }
        return samples;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
