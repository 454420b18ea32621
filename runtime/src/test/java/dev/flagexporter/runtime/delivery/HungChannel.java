package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.CountDownLatch;

/**
 * I/O on a disk that hangs. Like a {@code FileChannel}, it is closed by {@link Thread#interrupt()}, and its close waits for
 * the I/O. So the thread that interrupts hangs as well, until {@link #release}.
 */
final class HungChannel extends AbstractInterruptibleChannel {

    private final CountDownLatch released = new CountDownLatch(1);

    /** Does not return before {@link #release}, whatever happens to the thread. */
    void force() throws IOException {
        boolean completed = false;
        begin();
        try {
            awaitRelease();
            completed = true;
        } finally {
            end(completed);
        }
    }

    private void awaitRelease() {
        boolean returned = false;
        while (!returned) {
            try {
                released.await();
                returned = true;
            } catch (InterruptedException e) {
                // the I/O of a disk is not interruptible
            }
        }
    }

    @Override
    protected void implCloseChannel() {
        awaitRelease();
    }

    /** The disk answers again. */
    void release() {
        released.countDown();
    }
}
