package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.runtime.store.OverflowPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A destination that is down while more is added than the store holds. */
class OutageTest {

    private static final int CAPACITY = 10;
    private static final int BATCH = 4;

    private final IOException down = new IOException("down");

    /** The batch that it had in hand when it went down is its own, and then come the newest. */
    @Test
    void leavesTheNewestEventsToAnExporterThatRecovers() {
        DeliveryHarness harness = down(OverflowPolicy.DROP_OLDEST);
        harness.offer(26);
        recover(harness);
        assertThat(harness.exporter.arrived()).isEqualTo(numbers(IntStream.of(0, 1, 2, 3), IntStream.range(20, 30)));
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.OVERFLOW, 16L);
    }

    @ParameterizedTest
    @EnumSource(
            value = OverflowPolicy.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DROP_OLDEST", "BACK_PRESSURE"})
    void leavesTheOldestEventsToAnExporterThatRecoversWhereNewOnesAreKeptOut(OverflowPolicy policy) {
        DeliveryHarness harness = down(policy);
        harness.offer(26);
        recover(harness);
        assertThat(harness.exporter.arrived()).isEqualTo(numbers(IntStream.range(0, 10)));
        assertThat(harness.data.counts().dropped().values()).containsOnly(0L);
        harness.offer(1);
        harness.flush();
        assertThat(harness.exporter.arrived()).as("there is room again").endsWith(30);
    }

    /** One that has failed once, with its first batch in hand. */
    private DeliveryHarness down(OverflowPolicy policy) {
        DeliveryHarness harness = new DeliveryHarness(BATCH, CAPACITY, policy, FailureSettings.DEFAULT).started();
        harness.exporter.alwaysFail(down);
        harness.offer(BATCH);
        harness.flush();
        return harness;
    }

    private static void recover(DeliveryHarness harness) {
        harness.exporter.always((context, events) -> {});
        harness.advance(DeliveryHarness.MAX_BACKOFF);
        assertThat(harness.data.counts().pending()).isZero();
    }

    private static List<Integer> numbers(IntStream... ranges) {
        return IntStream.range(0, ranges.length).flatMap(i -> ranges[i]).boxed().toList();
    }
}
