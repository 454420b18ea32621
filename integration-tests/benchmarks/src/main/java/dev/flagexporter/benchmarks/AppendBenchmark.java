package dev.flagexporter.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Building an event and appending it. One sample is a burst of {@value #BURST} appends by one thread into a store that
 * has room for it, so a result is divided by {@value #BURST} for one append; what it left is drained off the clock.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgs = {"-XX:+UseG1GC", "-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AppendBenchmark {

    private static final int BURST = Bursts.BURST;

    /** What is appended to; queues have one reader, whatever {@link #exporters} says. */
    @Param({"flagExporter", "jctoolsMpsc", "arrayBlockingQueue", "otelBatchLogRecordProcessor"})
    public String store = "flagExporter";

    /** How many exporters take what is appended. */
    @Param("1")
    public int exporters = 1;

    /** How many events are pending when a burst begins. */
    @Param("1000")
    public int pending = 1000;

    private Target target = new MpscTarget("none", 0);

    /** For the benchmark's runner. */
    public AppendBenchmark() {}

    /** Makes what is appended to. */
    @Setup
    public void open() {
        target = switch (store) {
            case "flagExporter" -> new FlagExporterTarget(store, exporters, pending);
            case "jctoolsMpsc" -> new MpscTarget(store, pending);
            case "arrayBlockingQueue" -> new BlockingQueueTarget(store, pending);
            case "otelBatchLogRecordProcessor" -> OpenTelemetryTarget.asleep(store, exporters, pending, false);
            default -> throw new IllegalArgumentException("there is no store " + store);
        };
    }

    /** Makes room. */
    @Setup(Level.Invocation)
    public void drain() {
        target.drain();
    }

    /** A burst of events, built and appended. */
    @Benchmark
    public void burst() {
        target.appendFresh(BURST);
    }

    /** Makes sure that nothing was dropped. */
    @TearDown
    public void close() {
        target.close();
    }
}
