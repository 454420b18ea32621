package dev.flagexporter.plugins.s3;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The SDK's client, whose calls can be interrupted. A thread that waits for a socket does not notice an interrupt, so
 * calls are made by a thread of the connection's own, one at a time, while the caller waits for that: when the caller is
 * interrupted, or the connection is closed, the request is aborted.
 */
final class S3Connection implements AutoCloseable {

    /** How long the calls that nobody waits for may go on when the connection is closed. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(5);

    private final S3Client client;
    private final AbortableHttpClient http;
    private final ExecutorService thread;
    private volatile @Nullable Future<?> awaited;

    S3Connection(S3Client client, AbortableHttpClient http, String name) {
        this.client = client;
        this.http = http;
        this.thread = Executors.newSingleThreadExecutor(calls -> {
            Thread caller = new Thread(calls, "flag-exporter-s3-" + name);
            caller.setDaemon(true);
            return caller;
        });
    }

    /**
     * Makes a call and waits for its end.
     *
     * @throws InterruptedException when the caller is interrupted; what became of the call is not known then
     * @throws software.amazon.awssdk.core.exception.SdkException when the call failed
     */
    <T> T call(Function<S3Client, T> call) throws InterruptedException {
        try {
            Future<T> answer = thread.submit(() -> call.apply(client));
            awaited = answer;
            return await(answer);
        } catch (RejectedExecutionException | CancellationException e) {
            throw SdkClientException.create("the exporter was closed", e);
        }
    }

    private <T> T await(Future<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            abort(answer);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private void abort(@Nullable Future<?> answer) {
        if (answer != null && answer.cancel(true)) {
            http.abort();
        }
    }

    /** Makes calls that nobody waits for, after those that were asked for before. */
    void later(Consumer<S3Client> calls) {
        try {
            thread.execute(() -> calls.accept(client));
        } catch (RejectedExecutionException e) {
            // closed: the calls that mattered were asked for before
        }
    }

    /** Aborts the call that is waited for, and gives the others a moment. */
    @Override
    public void close() {
        abort(awaited);
        thread.shutdown();
        try {
            boolean ignored = thread.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
            client.close();
            http.close();
        }
    }
}
