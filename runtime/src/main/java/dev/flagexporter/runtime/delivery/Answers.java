package dev.flagexporter.runtime.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Answers the callers of an exporter, each on a thread of its own. What a caller attaches to its answer is foreign code: it may
 * block without end, and must keep neither the worker nor another caller waiting.
 *
 * <p><b>Thread safety.</b> May be used by any thread.
 */
final class Answers {

    private final String threadName;
    private final BiConsumer<String, Runnable> threads;

    /** {@code threads} starts a thread of a name. */
    Answers(String exporterName, BiConsumer<String, Runnable> threads) {
        this.threadName = "flag-exporter-" + exporterName + "-answer";
        this.threads = threads;
    }

    /** Answers a caller; on the current thread if no other can be started. Never fails. A second answer has no effect. */
    <R> void give(CompletableFuture<R> caller, R result) {
        try {
            threads.accept(threadName, () -> caller.complete(result));
        } catch (RuntimeException | Error e) {
            caller.complete(result);
        }
    }
}
