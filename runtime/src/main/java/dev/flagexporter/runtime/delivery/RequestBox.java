package dev.flagexporter.runtime.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Where callers leave a request for the worker. Those that wait at the same time are one request with one answer.
 *
 * <p><b>Who races.</b> Callers leave, the worker takes, and whoever ends the exporter closes. A request is in the box
 * before its caller looks whether that is closed, and the box is closed before what is in it is taken for the last
 * time; so each request is answered, by the worker or by one of these two.
 */
final class RequestBox<R> {

    private final AtomicReference<@Nullable CompletableFuture<R>> waiting = new AtomicReference<>();
    private volatile @Nullable Supplier<R> lastAnswer;

    /** Leaves a request, for the worker that is to be woken then. */
    CompletionStage<R> leave() {
        CompletableFuture<R> mine = new CompletableFuture<>();
        CompletableFuture<R> request = waiting.updateAndGet(other -> other == null ? mine : other);
        answerIfClosed();
        return request.copy();
    }

    /** Takes what waits; the one who takes it has to answer it. */
    Request<R> take() {
        return new Request<>(waiting.getAndSet(null));
    }

    /** Answers what waits, and whatever still comes: nobody takes it any more. */
    void close(Supplier<R> answer) {
        lastAnswer = answer;
        answerIfClosed();
    }

    private void answerIfClosed() {
        Supplier<R> answer = lastAnswer;
        if (answer != null) {
            take().answer(answer);
        }
    }
}
