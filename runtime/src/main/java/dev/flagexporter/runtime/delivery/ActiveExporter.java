package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * The exporter at work under a name, with its settings, its dead letters and the thread of its calls. A reload replaces it
 * as a whole.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class ActiveExporter<T extends ExportableEvent> {

    private final ExporterSetup setup;
    private final ExporterCalls calls;
    private final DeliveryClock clock;
    private final GuardedExporter exporter;
    private final DeadLetterWriter<T> deadLetters;
    private final System.Logger logger;
    private boolean sent;

    ActiveExporter(ExporterSetup setup, ExporterCalls calls, DeliveryClock clock) {
        this(setup, calls, clock, new DeadLetterWriter<>(setup, calls, clock));
    }

    ActiveExporter(ExporterSetup setup, ExporterCalls calls, DeliveryClock clock, DeadLetterWriter<T> deadLetters) {
        this.setup = setup;
        this.calls = calls;
        this.clock = clock;
        this.exporter = new GuardedExporter(setup, calls);
        this.deadLetters = deadLetters;
        this.logger = System.getLogger("dev.flagexporter.exporter." + setup.name());
    }

    ExporterSetup setup() {
        return setup;
    }

    DeliverySettings settings() {
        return setup.delivery();
    }

    DeadLetterWriter<T> deadLetters() {
        return deadLetters;
    }

    /** Number of pending events that wake the worker. */
    long wakeAtEvents() {
        return setup.isBulk() ? settings().flushTrigger().maxEventInMemory() : 1;
    }

    /** Size of the pending events that wakes the worker: a full batch. */
    long wakeAtBytes() {
        return settings().batchLimits().maxBytes();
    }

    LeaseLimits batchLimits(long maxEvents) {
        LeaseLimits batch = settings().batchLimits();
        return new LeaseLimits((int) Math.min(batch.maxEvents(), maxEvents), batch.maxBytes());
    }

    /** When an attempt that starts now must have ended. */
    Deadline attemptDeadline() {
        Duration timeout = settings().timeouts().attempt();
        return new Deadline(
                clock.nanoTime() + timeout.toNanos(), "the attempt-timeout of " + timeout.toMillis() + " ms");
    }

    /** Opens the exporter unless it is open; why that failed. */
    Optional<Throwable> open(Supplier<Deadline> deadline) {
        if (exporter.isOpen()) {
            return Optional.empty();
        }
        deadLetters.claim(deadline);
        return exporter.open(deadline);
    }

    int openAttempts() {
        return exporter.openAttempts();
    }

    /** Exports a delivery; what the call threw. An exporter that cannot be opened has failed to deliver. */
    Optional<Throwable> export(Delivery<T> delivery, int attempt, Supplier<Deadline> deadline) {
        sent = false;
        return open(deadline).or(() -> {
            sent = true;
            Instant end = clock.now().plusNanos(Math.max(0, deadline.get().remaining(clock)));
            DeliveryContext context = new DeliveryContext(setup, logger, delivery, attempt, end);
            return exporter.export(context, delivery.events(), deadline);
        });
    }

    /** Whether the last call of {@link #export} got as far as the exporter. */
    boolean hasSent() {
        return sent;
    }

    /** The calls of this exporter only: those of another one that hang take nothing from it. */
    ExporterCalls calls() {
        return calls;
    }

    /** Closes the exporter, leaves its dead letters to another one and ends its thread; why the close failed. */
    Optional<Throwable> close(Supplier<Deadline> deadline) {
        try {
            deadLetters.close(deadline);
            return exporter.close(deadline);
        } finally {
            calls.stop();
        }
    }
}
