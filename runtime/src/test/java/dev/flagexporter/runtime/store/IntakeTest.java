package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class IntakeTest {

    private final Intake intake = new Intake(Duration.ofSeconds(50));

    @Test
    void isOpenAtFirst() {
        assertThat(intake.tryAcquire()).isTrue();
        intake.release();
    }

    @Test
    void letsNobodyInOnceItIsClosed() {
        intake.close();
        assertThat(intake.tryAcquire()).isFalse();
        intake.close();
        assertThat(intake.tryAcquire()).isFalse();
    }

    @Test
    void letsManyIn() throws InterruptedException {
        assertThat(intake.tryAcquire()).isTrue();
        AtomicBoolean entered = new AtomicBoolean();
        Thread other = new Thread(() -> {
            entered.set(intake.tryAcquire());
            intake.release();
        });
        other.start();
        other.join();
        assertThat(entered).isTrue();
    }

    @Test
    void staysOpenForThoseInsideUntilTheyHaveLeft() throws InterruptedException {
        assertThat(intake.tryAcquire()).isTrue();
        Thread closer = closing();
        assertThat(intake.tryAcquire()).as("again, by the same thread").isTrue();
        intake.release();
        assertThat(closer.isAlive()).isTrue();
        intake.release();
        closer.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(closer.isAlive()).isFalse();
        assertThat(intake.tryAcquire()).isFalse();
    }

    @Test
    void letsNobodyElseInWhileItCloses() throws InterruptedException {
        assertThat(intake.tryAcquire()).isTrue();
        Thread closer = closing();
        AtomicBoolean entered = new AtomicBoolean(true);
        Thread late = new Thread(() -> entered.set(intake.tryAcquire()));
        late.start();
        late.join();
        assertThat(entered)
                .as("one more inside, and one more: it would never close")
                .isFalse();
        intake.release();
        closer.join();
    }

    @Test
    void closesWhilePeopleComeAndGo() throws InterruptedException {
        AtomicBoolean open = new AtomicBoolean(true);
        CountDownLatch flowing = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            Thread visitor = new Thread(() -> {
                while (intake.tryAcquire()) {
                    assertThat(open).isTrue();
                    flowing.countDown();
                    intake.release();
                }
            });
            visitor.start();
        }
        flowing.await();
        intake.close();
        open.set(false);
    }

    @Test
    void doesNotWaitForEverForSomebodyWhoNeverLeaves() throws InterruptedException {
        Intake impatient = new Intake(Duration.ofMillis(1));
        Thread lost = new Thread(impatient::tryAcquire);
        lost.start();
        lost.join();
        impatient.close();
        assertThat(impatient.tryAcquire()).isFalse();
    }

    @Test
    void closesThoughItIsInterruptedAndKeepsTheInterrupt() throws InterruptedException {
        assertThat(intake.tryAcquire()).isTrue();
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch closed = new CountDownLatch(1);
        Thread closer = new Thread(() -> {
            intake.close();
            interrupted.set(Thread.currentThread().isInterrupted());
            closed.countDown();
        });
        closer.start();
        closer.interrupt();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        assertThat(closed.getCount()).isEqualTo(1);
        intake.release();
        closed.await();
        assertThat(interrupted).isTrue();
    }

    private Thread closing() {
        Thread closer = new Thread(intake::close);
        closer.start();
        await().until(() ->
                closer.getState() == Thread.State.WAITING || closer.getState() == Thread.State.TIMED_WAITING);
        return closer;
    }
}
