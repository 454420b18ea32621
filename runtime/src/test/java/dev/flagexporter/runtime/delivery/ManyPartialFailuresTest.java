package dev.flagexporter.runtime.delivery;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A destination that accepts one event of a batch at a time: many partial failures, one after the other. */
class ManyPartialFailuresTest {

    private static final int EVENTS = 14_000;
    private static final int ATTEMPTS = 10_000;

    /** So large that the last attempt follows hundreds of failures of its batch, so small that no attempt takes long. */
    private static final int BATCH = 600;

    private final List<WeakReference<Object>> contexts = new ArrayList<>();
    private final List<WeakReference<Object>> batches = new ArrayList<>();
    private final List<WeakReference<Object>> failures = new ArrayList<>();
    private final InMemoryEventStore<FeatureEvent> store = DeliveryHarness.store(20_000, OverflowPolicy.DROP_OLDEST);

    /** Keeps nothing of its calls. */
    private final class OneAtATime implements Exporter {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) throws ExportException {
            contexts.add(new WeakReference<>(context));
            batches.add(new WeakReference<>(events));
            if (events.size() > 1) {
                Set<Integer> others = IntStream.range(1, events.size()).boxed().collect(Collectors.toUnmodifiableSet());
                ExportException failure = ExportException.partial("throttled", null, others, Set.of());
                failures.add(new WeakReference<>(failure));
                throw failure;
            }
        }
    }

    @Test
    void keepNothingOfTheAttemptsBefore() {
        Exporter exporter = new OneAtATime();
        ManualDriver worker = new ManualDriver(new ManualClock(), new DeliveryHarness.LongestWait());
        DefaultDataExporter<FeatureEvent> data = new DefaultDataExporter<>(
                DeliveryHarness.setup("partial", exporter, BATCH), store, worker.environment());
        worker.drive(data);
        store.appendAll(Events.features(EVENTS));
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            data.start();
            worker.run();
            while (contexts.size() < ATTEMPTS) {
                data.flush();
                worker.run();
            }
            assertThat(data.counts().delivered()).isEqualTo(ATTEMPTS);
            assertThat(failures).hasSizeGreaterThan(ATTEMPTS - EVENTS / BATCH);
            assertThat(log.lines()).hasSizeLessThan(10);
            assertThat(log.lines()).filteredOn(LogCapture.Line::withStackTrace).hasSizeLessThanOrEqualTo(1);
        }
        await().untilAsserted(() -> {
            System.gc();
            assertThat(reachable(contexts)).isLessThan(5);
            assertThat(reachable(batches)).isLessThan(5);
            assertThat(reachable(failures)).isLessThan(5);
        });
        assertThat(data.counts().pending()).as("is still in use").isEqualTo(EVENTS - ATTEMPTS);
    }

    private static long reachable(List<WeakReference<Object>> references) {
        return references.stream().filter(reference -> reference.get() != null).count();
    }
}
