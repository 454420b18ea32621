package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** An exporter that fails, rejects, and hangs now and then, with any of its calls. */
final class UnsteadyExporter implements Exporter {

    /** The calls that hang until they are released; no more than so many. */
    static final class Hanging {

        private final CountDownLatch released = new CountDownLatch(1);
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final Semaphore more;

        Hanging(int limit) {
            more = new Semaphore(limit);
        }

        Set<Thread> threads() {
            return threads;
        }

        void release() {
            released.countDown();
        }

        private void hang() {
            if (more.tryAcquire()) {
                threads.add(Thread.currentThread());
                Threads.awaitIgnoringInterrupts(released);
            }
        }
    }

    private final Random random;
    private final boolean bulk;
    private final boolean healthy;
    private final Hanging hanging;

    /** Every third one is healthy. */
    UnsteadyExporter(long seed, Hanging hanging) {
        this.random = new Random(seed);
        this.bulk = random.nextBoolean();
        this.healthy = random.nextInt(3) == 0;
        this.hanging = hanging;
    }

    @Override
    public boolean isBulk() {
        return bulk;
    }

    @Override
    public void open() throws IOException {
        behave(30);
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        switch (healthy ? -1 : random.nextInt(20)) {
            case 0 -> throw ExportException.partial("throttled", null, Set.of(0), Set.of());
            case 1 -> throw ExportException.partial("too old", null, Set.of(), Set.of(0));
            case 2 -> throw ExportException.rejected("bad event", null);
            case 3 -> throw new NoClassDefFoundError("missing");
            default -> behave(10);
        }
    }

    @Override
    public void close() throws IOException {
        behave(15);
    }

    /** Fails once in so many calls, and hangs as often. */
    private void behave(int calls) throws IOException {
        int behaviour = healthy ? -1 : random.nextInt(calls);
        if (behaviour == 0) {
            throw new IOException("down");
        }
        if (behaviour == 1) {
            hanging.hang();
        }
    }
}
