package dev.flagexporter.testkit;

import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryExporterTest {

    private final InMemoryExporter exporter = new InMemoryExporter(true);

    private static ExportContext context(int first, int count) {
        return TestExportContext.of(EventType.FEATURE, first, count);
    }

    @Test
    void keepsWhatItGetsExportByExport() {
        exporter.export(context(0, 2), Events.features(2));
        exporter.export(context(2, 1), List.of(Events.feature(2)));
        assertThat(exporter.batches())
                .containsExactly(
                        new InMemoryExporter.Batch(context(0, 2), Events.features(2)),
                        new InMemoryExporter.Batch(context(2, 1), List.of(Events.feature(2))));
        assertThat(exporter.events()).isEqualTo(Events.features(3));
        assertThat(exporter.numbers()).containsExactly(0, 1, 2);
        assertThat(exporter.batches().get(0).numbers()).containsExactly(0, 1);
    }

    @Test
    void keepsEventsOfBothTypes() {
        exporter.export(TestExportContext.of(EventType.TRACKING, 0, 1), Events.trackings(1));
        assertThat(exporter.events()).containsExactly(Events.tracking(0));
    }

    @Test
    void givesCopies() {
        List<InMemoryExporter.Batch> before = exporter.batches();
        exporter.export(context(0, 1), Events.features(1));
        assertThat(before).isEmpty();
    }

    @Test
    void isOfTheKindThatIsAskedFor() {
        assertThat(exporter.isBulk()).isTrue();
        assertThat(new InMemoryExporter(false).isBulk()).isFalse();
    }

    @Test
    void losesNothingOfManyThreads() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> IntStream.range(0, 1000)
                        .forEach(i -> exporter.export(context(i, 1), List.of(Events.feature(thread * 1000 + i))))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(exporter.numbers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 4000).boxed().toList());
    }
}
