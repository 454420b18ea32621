package dev.flagexporter.runtime.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What callers wait for; nobody does when there is no future. Only the first answer counts.
 *
 * @param future where the answer goes
 */
record Request<R>(@Nullable CompletableFuture<R> future) {

    /** Whether somebody waits for the answer. */
    boolean isPresent() {
        return future != null;
    }

    /** On another thread: what callers attach to the answer is none of the worker's business. */
    void answer(Supplier<R> result) {
        if (future != null) {
            R known = result.get();
            future.completeAsync(() -> known);
        }
    }
}
