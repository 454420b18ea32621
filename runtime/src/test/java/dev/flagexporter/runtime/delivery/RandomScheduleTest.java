package dev.flagexporter.runtime.delivery;

import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

/**
 * Random schedules of everything that can happen, against a simple model. A schedule that fails names its seed;
 * {@code -Dschedule.seed=<seed>} runs that one alone.
 */
class RandomScheduleTest {

    private static final int SCHEDULES = 1000;
    private static final int STEPS = 60;

    @Test
    void holdWhatIsPromised() {
        Long chosen = Long.getLong("schedule.seed");
        LongStream seeds = chosen == null ? LongStream.range(0, SCHEDULES) : LongStream.of(chosen);
        seeds.forEach(RandomScheduleTest::run);
    }

    private static void run(long seed) {
        ModelledExporter exporter = new ModelledExporter(new Random(seed));
        try {
            for (int step = 0; step < STEPS; step++) {
                exporter.step();
            }
            exporter.recoverAndStop();
        } catch (Throwable e) {
            throw new AssertionError("-Dschedule.seed=" + seed + " fails after " + exporter.history(), e);
        }
    }
}
