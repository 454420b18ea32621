package dev.flagexporter.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class FaultyExporterTest {

    private static final IOException DOWN = new IOException("down");

    private final InMemoryExporter destination = new InMemoryExporter(true);
    private final FaultyExporterBuilder builder = FaultyExporter.before(destination);

    private static void export(FaultyExporter exporter, FeatureEvent... events) throws Exception {
        exporter.export(TestExportContext.of(EventType.FEATURE, 0, events.length), List.of(events));
    }

    private static void exportFour(FaultyExporter exporter) throws Exception {
        exporter.export(TestExportContext.of(EventType.FEATURE, 0, 4), Events.features(4));
    }

    /** Something that does not return at once. */
    private record Blocked(Thread thread, FutureTask<?> task) {

        static Blocked in(Callable<?> call) {
            FutureTask<?> task = new FutureTask<>(call);
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
            return new Blocked(thread, task);
        }

        static Blocked inExport(FaultyExporter exporter) throws InterruptedException {
            Blocked blocked = in(() -> {
                exportFour(exporter);
                return true;
            });
            exporter.awaitExport();
            return blocked;
        }

        /** Waits until it waits. */
        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(task.isDone()).as("returned").isFalse();
                Thread.onSpinWait();
            }
        }

        /** An interrupt that was noticed and has no effect but that. */
        void ignoresAnInterrupt() {
            awaitWaiting();
            thread.interrupt();
            while (thread.isInterrupted()) {
                Thread.onSpinWait();
            }
            awaitWaiting();
        }
    }

    @Test
    void worksWithoutFaults() throws Exception {
        FaultyExporter exporter = builder.build();
        exporter.open();
        exportFour(exporter);
        exporter.close();
        assertThat(destination.numbers()).containsExactly(0, 1, 2, 3);
        assertThat(exporter.isBulk()).isTrue();
        assertThat(FaultyExporter.before(new InMemoryExporter(false)).build().isBulk())
                .isFalse();
    }

    @Test
    void hasItsFaultsInOrderOneAnExport() throws Exception {
        Error error = new NoClassDefFoundError("missing");
        FaultyExporter exporter = builder.failing(2, DOWN).throwing(error).build();
        assertThatThrownBy(() -> exportFour(exporter)).isSameAs(DOWN);
        assertThatThrownBy(() -> exportFour(exporter)).isSameAs(DOWN);
        assertThatThrownBy(() -> exportFour(exporter)).isSameAs(error);
        assertThat(destination.batches()).isEmpty();
        exportFour(exporter);
        assertThat(destination.batches()).hasSize(1);
        assertThat(exporter.attempts()).hasSize(4).allMatch(batch -> batch.numbers()
                .equals(List.of(0, 1, 2, 3)));
    }

    @Test
    void failsForEverAfterItsOtherFaults() {
        IOException other = new IOException("other");
        FaultyExporter exporter = builder.forEver(DOWN).failing(1, other).build();
        assertThatThrownBy(() -> exportFour(exporter)).isSameAs(other);
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> exportFour(exporter)).isSameAs(DOWN);
        }
        assertThat(destination.batches()).isEmpty();
    }

    @Test
    void failsPartlyAndHasTheOthersArrive() {
        FaultyExporter exporter = builder.failingPartly(Set.of(0, 2))
                .failingPartly(Set.of(0, 1, 2, 3))
                .build();
        ExportException partly = catchThrowableOfType(ExportException.class, () -> exportFour(exporter));
        assertThat(partly.failedPositions()).containsExactlyInAnyOrder(0, 2);
        assertThat(destination.numbers()).containsExactly(1, 3);
        assertThatThrownBy(() -> exportFour(exporter)).isInstanceOf(ExportException.class);
        assertThat(destination.batches()).as("nothing is left to arrive").hasSize(1);
    }

    @Test
    void rejectsOnceNamingOrNot() {
        FaultyExporter exporter =
                builder.rejecting(Set.of()).rejecting(Set.of(3)).build();
        ExportException unnamed = catchThrowableOfType(ExportException.class, () -> exportFour(exporter));
        ExportException named = catchThrowableOfType(ExportException.class, () -> exportFour(exporter));
        assertThat(unnamed.isPermanent()).isTrue();
        assertThat(unnamed.rejectedPositions()).isEmpty();
        assertThat(named.failedPositions()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(named.rejectedPositions()).containsExactly(3);
        assertThatCode(() -> exportFour(exporter)).doesNotThrowAnyException();
    }

    @Test
    void rejectsCertainEventsAndNamesThem() {
        FaultyExporter exporter =
                builder.rejectingAlways(event -> Events.number(event) % 2 == 1).build();
        ExportException rejected = catchThrowableOfType(ExportException.class, () -> exportFour(exporter));
        assertThat(rejected.rejectedPositions()).containsExactlyInAnyOrder(1, 3);
        assertThatCode(() -> export(exporter, Events.feature(0), Events.feature(2)))
                .doesNotThrowAnyException();
        assertThat(destination.numbers()).containsExactly(0, 2);
    }

    @Test
    void isPoisonedByCertainEvents() {
        FaultyExporter exporter =
                builder.poisonedBy(event -> Events.number(event) == 2).build();
        ExportException rejected = catchThrowableOfType(ExportException.class, () -> exportFour(exporter));
        assertThat(rejected.isPermanent()).isTrue();
        assertThat(rejected.rejectedPositions()).isEmpty();
        assertThatCode(() -> export(exporter, Events.feature(0), Events.feature(1)))
                .doesNotThrowAnyException();
    }

    @Test
    void goesWrongInAWayOfItsOwn() throws Exception {
        FaultyExporter exporter = builder.then((batch, release) -> destination.export(batch.context(), batch.events()))
                .always((batch, release) -> {
                    throw new IOException("all " + batch.events().size());
                })
                .build();
        exportFour(exporter);
        assertThat(destination.batches()).as("it arrived twice").hasSize(2);
        assertThatThrownBy(() -> exportFour(exporter)).hasMessage("all 4");
        assertThatThrownBy(() -> exportFour(exporter)).hasMessage("all 4");
    }

    @Test
    void hangsUntilItIsReleased() throws Exception {
        FaultyExporter exporter = builder.hanging().build();
        Blocked blocked = Blocked.inExport(exporter);
        blocked.awaitWaiting();
        assertThat(destination.batches()).isEmpty();
        exporter.release();
        blocked.task().get();
        assertThat(destination.numbers()).hasSize(4);
    }

    @Test
    void hangsUntilItIsInterrupted() throws Exception {
        Blocked blocked = Blocked.inExport(builder.hanging().build());
        blocked.awaitWaiting();
        blocked.thread().interrupt();
        assertThatThrownBy(() -> blocked.task().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(destination.batches()).isEmpty();
    }

    @Test
    void hangsAndIgnoresInterrupts() throws Exception {
        FaultyExporter exporter = builder.hangingAndIgnoringInterrupts().build();
        Blocked blocked = Blocked.inExport(exporter);
        blocked.ignoresAnInterrupt();
        exporter.release();
        blocked.task().get();
        assertThat(destination.numbers()).hasSize(4);
    }

    @Test
    void doesNotHangAnyMoreOnceItWasReleased() throws Exception {
        FaultyExporter exporter = builder.hanging()
                .hangingAndIgnoringInterrupts()
                .stepwise()
                .blockingInClose()
                .build();
        for (int i = 0; i < 3; i++) {
            exporter.release();
        }
        exportFour(exporter);
        exportFour(exporter);
        exporter.close();
        assertThat(destination.batches()).hasSize(2);
    }

    @Test
    void takesItsTimeOnAClock() throws Exception {
        TestClock clock = new TestClock();
        FaultyExporter exporter = builder.slow(clock, Duration.ofSeconds(30)).build();
        exportFour(exporter);
        assertThat(clock.instant()).isEqualTo(TestClock.START.plusSeconds(30));
        assertThat(destination.numbers()).hasSize(4);
        exportFour(exporter);
        assertThat(clock.instant()).as("once").isEqualTo(TestClock.START.plusSeconds(30));
    }

    @Test
    void failsWhenItIsInterruptedWhileItTakesItsTime() {
        TestClock clock = new TestClock();
        clock.after(Duration.ofSeconds(10), Thread.currentThread()::interrupt);
        FaultyExporter exporter = builder.slow(clock, Duration.ofSeconds(30)).build();
        assertThatThrownBy(() -> exportFour(exporter)).isInstanceOf(InterruptedException.class);
        assertThat(destination.batches()).isEmpty();
    }

    @Test
    void takesItsTimeAndIgnoresInterrupts() throws Exception {
        TestClock clock = new TestClock();
        clock.after(Duration.ofSeconds(10), Thread.currentThread()::interrupt);
        FaultyExporter exporter =
                builder.slowAndIgnoringInterrupts(clock, Duration.ofSeconds(30)).build();
        exportFour(exporter);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(clock.instant()).isEqualTo(TestClock.START.plusSeconds(30));
        assertThat(destination.numbers()).hasSize(4);
    }

    @Test
    void goesStepByStep() throws Exception {
        FaultyExporter exporter = builder.stepwise().failing(1, DOWN).build();
        exporter.allow(1);
        assertThatThrownBy(() -> exportFour(exporter)).isSameAs(DOWN);
        Blocked blocked = Blocked.inExport(exporter);
        blocked.awaitWaiting();
        assertThat(destination.batches()).isEmpty();
        exporter.allow(2);
        blocked.task().get();
        exportFour(exporter);
        assertThat(destination.batches()).hasSize(2);
    }

    @Test
    void hasHadItsFaultWhenItIsInterruptedBefore() throws Exception {
        FaultyExporter exporter = builder.stepwise().failing(1, DOWN).build();
        Blocked blocked = Blocked.inExport(exporter);
        blocked.thread().interrupt();
        assertThatThrownBy(() -> blocked.task().get()).hasCauseInstanceOf(InterruptedException.class);
        exporter.release();
        exportFour(exporter);
        assertThat(destination.batches()).hasSize(1);
    }

    @Test
    void cannotBeOpenedAtFirst() throws Exception {
        FaultyExporter exporter = builder.failingToOpen(2, DOWN).build();
        assertThatThrownBy(exporter::open).isSameAs(DOWN);
        assertThatThrownBy(exporter::open).isSameAs(DOWN);
        exporter.open();
    }

    @Test
    void doesNotCloseUntilItIsReleased() throws Exception {
        FaultyExporter exporter = builder.blockingInClose().build();
        Blocked blocked = Blocked.in(() -> {
            exporter.close();
            return true;
        });
        blocked.ignoresAnInterrupt();
        exporter.release();
        blocked.task().get();
    }

    @Test
    void recoversFromAllFaultsThatAreStillToCome() throws Exception {
        FaultyExporter exporter =
                builder.failing(5, DOWN).forEver(DOWN).failingToOpen(5, DOWN).build();
        assertThatThrownBy(exporter::open).isSameAs(DOWN);
        assertThatThrownBy(() -> exportFour(exporter)).isSameAs(DOWN);
        exporter.recover();
        exporter.open();
        exportFour(exporter);
        assertThat(destination.numbers()).hasSize(4);
    }

    @Test
    void isBuiltAnewEachTime() throws Exception {
        FaultyExporter first = builder.failing(1, DOWN).build();
        FaultyExporter second = builder.build();
        assertThatThrownBy(() -> exportFour(first)).isSameAs(DOWN);
        exportFour(first);
        assertThatThrownBy(() -> exportFour(second)).isSameAs(DOWN);
    }
}
