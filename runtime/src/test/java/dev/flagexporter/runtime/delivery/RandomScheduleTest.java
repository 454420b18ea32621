package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random schedules of everything that can happen, against a simple model. A schedule that fails names its seed;
 * {@code -Dschedule.seed=<seed>} runs that one alone.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomScheduleTest {

    private static final int SCHEDULES = 1000;

    @TempDir
    private Path directory;

    @Test
    void holdWhatIsPromised() {
        Long chosen = Long.getLong("schedule.seed");
        LongStream seeds = chosen == null ? LongStream.range(0, SCHEDULES) : LongStream.of(chosen);
        seeds.forEach(seed -> run(seed, directory.resolve("seed" + seed), Parts.REAL));
    }

    @Test
    void areTheSameForTheSameSeed() {
        List<String> first = run(43, directory.resolve("first"), Parts.REAL);
        assertThat(run(43, directory.resolve("second"), Parts.REAL))
                .isEqualTo(first)
                .hasSizeGreaterThan(50);
    }

    static Stream<Parts> defects() {
        return Stream.<Parts[]>of(StoreDefect.values(), ExporterDefect.values(), WorkerDefect.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void findEveryDefect(Parts defect) {
        assertThat(LongStream.range(0, SCHEDULES))
                .anyMatch(seed -> fails(seed, directory.resolve(defect + "-seed" + seed), defect));
    }

    private static boolean fails(long seed, Path directory, Parts parts) {
        try {
            run(seed, directory, parts);
            return false;
        } catch (AssertionError e) {
            // anything else is a mistake in the test
            assertThat(e).hasCauseInstanceOf(AssertionError.class);
            return true;
        }
    }

    private static List<String> run(long seed, Path directory, Parts parts) {
        Schedule schedule = new Schedule(new SplittableRandom(seed), parts, directory);
        try {
            schedule.run();
            return schedule.history();
        } catch (Throwable e) {
            throw new AssertionError("-Dschedule.seed=" + seed + " fails after " + schedule.history(), e);
        }
    }
}
