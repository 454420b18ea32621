package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import dev.flagexporter.runtime.delivery.ExporterCalls.AbandonedCallException;
import dev.flagexporter.runtime.delivery.ExporterCalls.InterruptedCallException;
import dev.flagexporter.runtime.delivery.ExporterCalls.TooManyHangingCallsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The thread that runs the calls of an exporter. */
@Timeout(120)
class CallThreadTest {

    private static final String NAME = "flag-exporter-call-thread-test";

    private final CallThread calls = new CallThread(NAME, DeliveryClock.SYSTEM);
    /** For calls that are abandoned. */
    private final CallThread fast = new CallThread(NAME, new FastClock());

    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void end() {
        released.countDown();
        calls.stop();
        fast.stop();
        await().until(() -> threads().isEmpty());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(NAME))
                .toList();
    }

    private static Supplier<Deadline> in(Duration time) {
        Deadline deadline = deadline(DeliveryClock.SYSTEM, time);
        return () -> deadline;
    }

    private static Deadline deadline(DeliveryClock clock, Duration time) {
        return new Deadline(clock.nanoTime() + time.toNanos(), "the test's timeout");
    }

    /** A deadline that is over, for a call that is to be abandoned in no time. */
    private static Supplier<Deadline> over() {
        Deadline over = deadline(new FastClock(), Duration.ZERO);
        return () -> over;
    }

    private static Supplier<Deadline> late() {
        return in(Duration.ofHours(1));
    }

    private static Supplier<Deadline> fastLate() {
        Deadline late = deadline(new FastClock(), Duration.ofHours(1));
        return () -> late;
    }

    private void ignoreInterruptsUntilReleased() {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                // such a call must be abandoned
            }
        }
    }

    @Test
    void returnsWhatACallThrows() {
        IOException exception = new IOException("down");
        StackOverflowError error = new StackOverflowError();
        assertThat(calls.run(() -> {}, late())).isEmpty();
        assertThat(calls.run(
                        () -> {
                            throw exception;
                        },
                        late()))
                .containsSame(exception);
        assertThat(calls.run(
                        () -> {
                            throw error;
                        },
                        late()))
                .containsSame(error);
        assertThat(calls.run(() -> {}, late()))
                .as("the thread survives an error")
                .isEmpty();
    }

    @Test
    void runsAllCallsOnOneThreadUntilTheStop() {
        List<Thread> on = new ArrayList<>();
        calls.run(() -> on.add(Thread.currentThread()), late());
        calls.run(() -> on.add(Thread.currentThread()), late());
        assertThat(on.get(0)).isSameAs(on.get(1)).isNotSameAs(Thread.currentThread());
        calls.stop();
        await().until(() -> !on.get(0).isAlive());
        assertThat(calls.run(() -> on.add(Thread.currentThread()), late()))
                .as("the close of a stop that is repeated")
                .isEmpty();
    }

    @Test
    void interruptsACallAtItsDeadline() {
        Optional<Throwable> thrown = calls.run(released::await, in(Duration.ofMillis(20)));
        assertThat(thrown.orElseThrow())
                .isInstanceOf(InterruptedCallException.class)
                .hasMessage("interrupted after the test's timeout")
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(calls.hanging()).isZero();
    }

    /** The thread of the interrupt may be faster than that of the call. */
    @Test
    void interruptsACallThatBeginsAfterItsDeadline() {
        for (int i = 0; i < 500; i++) {
            calls.stop();
            assertThat(calls.run(released::await, in(Duration.ofMillis(-1))).orElseThrow())
                    .isInstanceOf(InterruptedCallException.class);
        }
    }

    @Test
    void acceptsThatAnInterruptedCallSucceeds() {
        Optional<Throwable> thrown = calls.run(
                () -> {
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                in(Duration.ofMillis(20)));
        assertThat(thrown).isEmpty();
        AtomicBoolean interrupted = new AtomicBoolean(true);
        calls.run(() -> interrupted.set(Thread.currentThread().isInterrupted()), late());
        assertThat(interrupted).isFalse();
    }

    @Test
    void asksForTheDeadlineAgainWhenTheWorkerIsSignalled() throws InterruptedException {
        AtomicReference<Deadline> deadline = new AtomicReference<>(late().get());
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread worker = new Thread(() -> thrown.set(calls.run(
                        () -> {
                            running.countDown();
                            released.await();
                        },
                        deadline::get)
                .orElseThrow()));
        worker.start();
        DeliveryHarness.await(running);
        deadline.set(new Deadline(System.nanoTime(), "the stop"));
        LockSupport.unpark(worker);
        worker.join();
        assertThat(thrown.get()).hasMessage("interrupted after the stop");
    }

    @Test
    void abandonsACallThatHangsAndMakesTheNextOnAnotherThread() {
        AtomicReference<Thread> hanging = new AtomicReference<>();
        Optional<Throwable> thrown = fast.run(
                () -> {
                    hanging.set(Thread.currentThread());
                    ignoreInterruptsUntilReleased();
                },
                over());
        assertThat(thrown.orElseThrow()).isInstanceOf(AbandonedCallException.class);
        assertThat(fast.hanging()).isEqualTo(1);
        AtomicReference<Thread> next = new AtomicReference<>();
        assertThat(fast.run(() -> next.set(Thread.currentThread()), fastLate())).isEmpty();
        assertThat(next.get()).isNotSameAs(hanging.get());
        released.countDown();
        await().until(() -> fast.hanging() == 0);
        await().until(() -> !hanging.get().isAlive());
        assertThat(next.get().isAlive()).isTrue();
    }

    @Test
    void abandonsACallThatEvenTheInterruptHangsIn() throws IOException {
        HungChannel disk = new HungChannel();
        Optional<Throwable> thrown = fast.run(disk::force, over());
        assertThat(thrown.orElseThrow()).isInstanceOf(AbandonedCallException.class);
        assertThat(fast.run(() -> {}, fastLate())).isEmpty();
        disk.release();
        await().until(() -> fast.hanging() == 0);
    }

    @Test
    void makesNoCallWhileTooManyHang() {
        for (int i = 0; i < ExporterCalls.MAX_HANGING; i++) {
            fast.run(this::ignoreInterruptsUntilReleased, over());
        }
        AtomicBoolean made = new AtomicBoolean();
        assertThat(fast.run(() -> made.set(true), fastLate()).orElseThrow())
                .isInstanceOf(TooManyHangingCallsException.class);
        assertThat(made).isFalse();
        released.countDown();
        await().until(() -> fast.hanging() == 0);
        assertThat(fast.run(() -> made.set(true), fastLate())).isEmpty();
        assertThat(made).isTrue();
    }

    @Test
    void closesAlthoughTooManyHang() {
        for (int i = 0; i < ExporterCalls.MAX_HANGING; i++) {
            fast.run(this::ignoreInterruptsUntilReleased, over());
        }
        AtomicBoolean closed = new AtomicBoolean();
        assertThat(fast.runClose(() -> closed.set(true), fastLate())).isEmpty();
        assertThat(closed).isTrue();
    }

    @Test
    void givesACloseSomeTimeAlthoughItsDeadlineIsOver() {
        CountDownLatch closing = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        assertThat(calls.runClose(
                        () -> {
                            closing.countDown();
                            interrupted.set(Thread.currentThread().isInterrupted());
                        },
                        in(Duration.ofHours(-1))))
                .isEmpty();
        assertThat(closing.getCount()).isZero();
        assertThat(interrupted).isFalse();
    }

    /** The thread is still busy because the worker failed while it was waiting, for a lack of memory. */
    @Test
    void neverMakesACallThatWasAbandonedBeforeItBegan() {
        OutOfMemoryError failure = new OutOfMemoryError("simulated");
        assertThatThrownBy(() -> fast.run(this::ignoreInterruptsUntilReleased, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        AtomicBoolean made = new AtomicBoolean();
        assertThat(fast.run(() -> made.set(true), over()).orElseThrow()).isInstanceOf(AbandonedCallException.class);
        released.countDown();
        await().until(() -> fast.hanging() == 0);
        assertThat(made).isFalse();
    }

    @Test
    void endsItsThreadOnceTheCallThatRunsDuringTheStopHasReturned() {
        fast.run(this::ignoreInterruptsUntilReleased, over());
        fast.stop();
        assertThat(threads()).isNotEmpty();
        released.countDown();
        await().until(() -> threads().isEmpty());
    }

    /** Each fourth call ends at about its deadline, so that the interrupt comes before, at or after its end. */
    @Test
    void neverInterruptsALaterCall() {
        AtomicInteger strays = new AtomicInteger();
        int interrupted = 0;
        for (int i = 0; i < 100_000; i++) {
            boolean ends = i % 4 == 0;
            long begin = System.nanoTime();
            long end = begin + i % 100 * 1_000L;
            Deadline deadline = new Deadline(begin + i % 33 * 3_000L, "about the end of the call");
            Optional<Throwable> thrown = calls.run(
                    () -> {
                        if (!ends && Thread.currentThread().isInterrupted()) {
                            strays.incrementAndGet();
                        }
                        boolean noticed = false;
                        while (System.nanoTime() < end && !noticed) {
                            noticed = Thread.interrupted();
                        }
                        if (noticed) {
                            throw new InterruptedException();
                        }
                    },
                    ends ? () -> deadline : late());
            if (thrown.isPresent()) {
                interrupted++;
                assertThat(ends).as("only such a call was interrupted").isTrue();
            }
        }
        assertThat(strays).hasValue(0);
        assertThat(interrupted).as("calls that were really interrupted").isPositive();
    }

    @Test
    void areDaemonThreadsOfThePlatformOnEveryVersionOfJava() throws ReflectiveOperationException {
        List<Thread> used = new ArrayList<>();
        calls.run(() -> used.add(Thread.currentThread()), late());
        CountDownLatch aside = new CountDownLatch(1);
        calls.runAside(() -> {
            used.add(Thread.currentThread());
            aside.countDown();
        });
        await().until(() -> aside.getCount() == 0);
        for (Thread thread : used) {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(Threads.isVirtual(thread)).isFalse();
        }
    }
}
