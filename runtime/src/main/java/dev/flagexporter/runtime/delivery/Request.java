package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A request of one or several callers. All of them get the same answer.
 *
 * <p><b>Thread safety.</b> Any thread joins or answers, under this object's monitor. The callers are answered outside of it,
 * each on its own thread.
 */
final class Request<R> {

    private final Answers answers;
    private final List<CompletableFuture<R>> callers = new ArrayList<>();
    private @Nullable R answer;

    Request(Answers answers) {
        this.answers = answers;
    }

    /** Adds a caller. Returns its answer, which is there already if the request was answered before. */
    synchronized CompletionStage<R> join() {
        if (answer != null) {
            return CompletableFuture.completedStage(answer);
        }
        CompletableFuture<R> caller = new CompletableFuture<>();
        callers.add(caller);
        return caller;
    }

    /** Answers all callers. Another answer has no effect. */
    void answer(R result) {
        R first = first(result);
        // from here on, no caller is added
        callers.forEach(caller -> answers.give(caller, first));
    }

    private synchronized R first(R result) {
        answer = answer == null ? result : answer;
        return answer;
    }
}
