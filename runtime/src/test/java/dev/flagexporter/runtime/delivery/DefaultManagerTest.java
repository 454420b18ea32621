package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterState;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class DefaultManagerTest {

    private final LogCapture log = new LogCapture("dev.flagexporter");
    private final DeliveryClock clock = DeliveryClock.SYSTEM;
    private final ScriptedExporter exporter = new ScriptedExporter(true);

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void withoutAnExporterDropsCountsAndWarnsOnce() {
        DefaultManager<FeatureEvent> manager = manager();
        assertThat(manager.addEvent(Events.feature(0))).isEqualTo(AppendResult.DROPPED);
        assertThat(manager.addEvents(Events.features(4))).isEqualTo(AppendResult.DROPPED);
        assertThat(manager.addEvents(List.of())).isEqualTo(AppendResult.APPENDED);
        assertThat(manager.droppedWithoutExporter()).isEqualTo(5);
        assertThat(log.messages())
                .containsExactly(
                        "No exporter is configured for feature events: they are dropped and counted. Configure one with quarkus.flag-exporter.exporters.\"name\".event-type=feature");
    }

    @Test
    void warnsAgainWhenTheLastExporterHasGone() {
        DefaultManager<FeatureEvent> manager = manager();
        manager.addEvent(Events.feature(0));
        manager.add(setup("a"));
        manager.remove("a");
        manager.addEvent(Events.feature(1));
        manager.addEvent(Events.feature(2));
        assertThat(log.messages())
                .filteredOn(message -> message.startsWith("No exporter is configured"))
                .hasSize(2);
    }

    @Test
    void withoutAnExporterStartsAndStops() {
        DefaultManager<FeatureEvent> manager = manager();
        manager.start();
        manager.stop();
        assertThat(manager.exporters()).isEmpty();
    }

    @Test
    void keepsWhatCameBeforeTheStart() {
        DefaultManager<FeatureEvent> manager = manager(setup("a"));
        assertThat(manager.addEvents(Events.features(3))).isEqualTo(AppendResult.APPENDED);
        manager.start();
        manager.stop();
        assertThat(exporter.calls.stream().flatMap(call -> call.numbers().stream()))
                .containsExactly(0, 1, 2);
    }

    @Test
    void startsAndStopsOnce() {
        DefaultManager<FeatureEvent> manager = manager(setup("a"));
        manager.start();
        manager.start();
        manager.stop();
        manager.stop();
        manager.start();
        assertThat(exporter.lifeCycle).containsExactly("open", "close");
        assertThat(log.messages())
                .containsExactly(
                        "Exporter \"a\" (scripted) started for feature events: flushes every 60 s or at 100 pending events",
                        "Exporter \"a\" stopped: 0 events delivered by its last flush, 0 pending.");
    }

    @Test
    void startsTheOtherExportersWhenOneCannotBeStarted() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
        InMemoryEventStore<FeatureEvent> store = store();
        DefaultManager<FeatureEvent> manager = new DefaultManager<>(EventType.FEATURE, store, setup -> {
            WorkerEnvironment real = WorkerEnvironment.real(setup.name(), clock);
            return new DefaultDataExporter<>(
                    setup, store, new WorkerEnvironment(clock, real.random(), real.calls(), (name, action) -> {
                        if (exhausted.get() && !name.contains("-b-")) {
                            throw noThread;
                        }
                        real.threads().accept(name, action);
                    }));
        });
        List.of("a", "b", "c").forEach(name -> manager.add(setup(name)));

        assertThatThrownBy(manager::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Exporters \"a\", \"c\" of feature events did not start: " + noThread)
                .hasSuppressedException(noThread);
        assertThat(states(manager)).containsExactly(ExporterState.NEW, ExporterState.RUNNING, ExporterState.NEW);

        exhausted.set(false);
        manager.start();
        assertThat(states(manager)).containsOnly(ExporterState.RUNNING);
        assertThat(log.messages())
                .filteredOn(message -> message.contains("started for feature events"))
                .extracting(message -> message.substring(0, 12))
                .containsExactly("Exporter \"b\"", "Exporter \"a\"", "Exporter \"c\"");
        manager.stop();
    }

    private static Stream<ExporterState> states(DefaultManager<?> manager) {
        return manager.exporters().stream().map(DataExporter::state);
    }

    @Test
    void refusesAndCountsWhatIsAddedAfterTheStop() {
        DefaultManager<FeatureEvent> manager = manager(setup("a"));
        manager.start();
        manager.stop();
        assertThat(manager.addEvent(Events.feature(0))).isEqualTo(AppendResult.CLOSED);
        assertThat(manager.addEvents(Events.features(2))).isEqualTo(AppendResult.CLOSED);
        try (PreparedAppend prepared = manager.prepareEvents(Events.features(4))) {
            assertThat(prepared.append()).isEqualTo(AppendResult.CLOSED);
        }
        assertThat(manager.notAppendedEvents(AppendResult.CLOSED)).isEqualTo(7);
        assertThat(manager.exporter("a").orElseThrow().counts().appended()).isZero();
    }

    @Test
    void findsItsExportersByName() {
        DefaultManager<FeatureEvent> manager = manager(setup("b"), setup("a"));
        assertThat(manager.exporters()).extracting(DataExporter::consumerId).containsExactly("a", "b");
        assertThat(manager.exporter("b").orElseThrow().consumerId()).isEqualTo("b");
        assertThat(manager.exporter("c")).isEmpty();
        assertThat(manager.eventType()).isEqualTo(EventType.FEATURE);
        manager.wake("c");
    }

    private ExporterSetup setup(String name) {
        return DeliveryHarness.setup(name, exporter, 100);
    }

    private DefaultManager<FeatureEvent> manager(ExporterSetup... setups) {
        return new DefaultManager<>(EventType.FEATURE, store(), List.of(setups), clock);
    }

    private static InMemoryEventStore<FeatureEvent> store() {
        return new InMemoryEventStore<>(FeatureEvent.class, "store1", 1000, new Intake(), new WakeUpDispatcher());
    }
}
