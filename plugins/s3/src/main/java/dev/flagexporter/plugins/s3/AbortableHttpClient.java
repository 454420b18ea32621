package dev.flagexporter.plugins.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** An HTTP client for one thread, whose request another thread can abort. */
final class AbortableHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private volatile @Nullable ExecutableHttpRequest current;

    AbortableHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        current = prepared;
        return prepared;
    }

    /** Ends the connection of the request that runs, if there is one; harmless afterwards. */
    void abort() {
        ExecutableHttpRequest running = current;
        if (running != null) {
            running.abort();
        }
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
