package dev.flagexporter.runtime.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class WakeUpDispatcherTest {

    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher(Long.MAX_VALUE);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void looksAtEveryStoreAfterASignal() throws InterruptedException {
        Semaphore first = new Semaphore(0);
        Semaphore second = new Semaphore(0);
        dispatcher.register(first::release);
        dispatcher.register(second::release);
        dispatcher.start();
        dispatcher.signal();
        await(first);
        await(second);
    }

    @Test
    void keepsASignalThatCameBeforeTheStart() throws InterruptedException {
        Semaphore looks = new Semaphore(0);
        dispatcher.register(looks::release);
        dispatcher.signal();
        dispatcher.start();
        await(looks);
    }

    @Test
    void countsSignalsThatComeDuringALookAsOne() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        Semaphore done = new Semaphore(0);
        dispatcher.register(() -> {
            if (looks.incrementAndGet() == 1) {
                busy.countDown();
                awaitQuietly(goOn);
            }
            done.release();
        });
        dispatcher.start();
        dispatcher.signal();
        busy.await();
        for (int i = 0; i < 1000; i++) {
            dispatcher.signal();
        }
        goOn.countDown();
        await(done);
        await(done);
        dispatcher.close();
        assertThat(looks.get())
                .as("one for the signal, one for all others; at most one for a permit left over, and two on closing")
                .isBetween(2, 5);
    }

    @Test
    void goesOnAfterAStoreThatFails() throws InterruptedException {
        Semaphore looks = new Semaphore(0);
        dispatcher.register(() -> {
            throw new StackOverflowError("on purpose");
        });
        dispatcher.register(looks::release);
        dispatcher.start();
        dispatcher.signal();
        await(looks);
        dispatcher.signal();
        await(looks);
    }

    /** A log handler of the application overflows its stack, which the log manager does not keep. */
    @Test
    void goesOnAfterAFailureThatCannotBeLogged() throws InterruptedException {
        Handler overflowing = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                throw new StackOverflowError("on purpose");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(WakeUpDispatcher.class.getName());
        logger.addHandler(overflowing);
        try {
            goesOnAfterAStoreThatFails();
        } finally {
            logger.removeHandler(overflowing);
        }
    }

    @Test
    void looksByItselfNowAndThen() throws InterruptedException {
        try (WakeUpDispatcher impatient = new WakeUpDispatcher(1)) {
            Semaphore looks = new Semaphore(0);
            impatient.register(looks::release);
            impatient.start();
            await(looks);
        }
    }

    @Test
    void hasOneThreadAndEndsIt() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Semaphore looks = new Semaphore(0);
        dispatcher.register(() -> {
            Thread before = thread.getAndSet(Thread.currentThread());
            assertThat(before).isIn(null, Thread.currentThread());
            looks.release();
        });
        dispatcher.start();
        dispatcher.start();
        dispatcher.signal();
        await(looks);
        dispatcher.signal();
        await(looks);
        assertThat(thread.get().isDaemon()).isTrue();
        dispatcher.close();
        thread.get().join(TimeUnit.SECONDS.toMillis(20));
        assertThat(thread.get().isAlive()).isFalse();
    }

    private static void await(Semaphore semaphore) throws InterruptedException {
        assertThat(semaphore.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
