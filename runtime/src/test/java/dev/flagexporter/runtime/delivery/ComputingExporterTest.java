package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Exporters that compress, encode or loop: more of them than there are processors. */
@Timeout(60)
class ComputingExporterTest {

    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofMinutes(1), Duration.ofSeconds(20));

    private final AtomicBoolean computing = new AtomicBoolean(true);
    private final int computers = Runtime.getRuntime().availableProcessors() + 1;
    private final CountDownLatch started = new CountDownLatch(computers);

    private List<ExporterSetup> setups() {
        List<ExporterSetup> setups = new ArrayList<>();
        for (int i = 0; i < computers; i++) {
            setups.add(setup("computing-" + i, (context, events) -> compute()));
        }
        setups.add(setup("computing-none", (context, events) -> {}));
        return setups;
    }

    private static ExporterSetup setup(String name, ScriptedExporter.Step step) {
        return Threads.setup(name, Threads.exporter(step), () -> Threads.exporter(step), TIMEOUTS);
    }

    private void compute() {
        started.countDown();
        while (computing.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void doNotKeepAnotherFromDelivering() throws Exception {
        try (WakeUpDispatcher dispatcher = new WakeUpDispatcher()) {
            DefaultManager<FeatureEvent> manager =
                    new DefaultManager<>(EventType.FEATURE, Threads.store(dispatcher), setups(), DeliveryClock.SYSTEM);
            manager.start();
            manager.addEvent(Events.feature(0));
            DeliveryHarness.await(started);
            manager.addEvent(Events.feature(1));
            await().until(() ->
                    manager.exporter("computing-none").orElseThrow().counts().delivered() == 2);
            assertThat(computing).isTrue();
            List<Thread> threads = Threads.of("computing");
            computing.set(false);
            assertThat(threads).as("a worker and a call of each").hasSize(2 * (computers + 1));
            for (Thread thread : threads) {
                assertThat(Threads.isVirtual(thread)).isFalse();
                assertThat(thread.isDaemon()).isTrue();
            }
            manager.stop();
            await().until(() -> Threads.of("computing").isEmpty());
        }
    }
}
