package dev.flagexporter.deployment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.eclipse.microprofile.config.ConfigProvider;

/** Talks to the collector of the application under test. */
final class CollectorClient {

    static final String COLLECTOR = "/v1/data/collector";
    static final String ONE_EVENT = "{\"events\":[{\"kind\":\"feature\",\"userKey\":\"u-1\",\"key\":\"checkout-v2\"}]}";
    static final String JSON = "application/json";

    private final HttpClient http;

    CollectorClient(HttpClient.Version version) {
        this.http = HttpClient.newBuilder()
                .version(version)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    CollectorClient() {
        this(HttpClient.Version.HTTP_1_1);
    }

    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** With a length. */
    HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        return post(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Does not wait for the answer. */
    CompletableFuture<HttpResponse<String>> postAsync(String body) {
        return http.sendAsync(json().POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(byte[] body, String... headers) throws IOException, InterruptedException {
        return send(json(headers).POST(BodyPublishers.ofByteArray(body)));
    }

    /** In chunks, without a length. */
    HttpResponse<String> postChunked(byte[] body, String... headers) throws IOException, InterruptedException {
        return send(json(headers).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    private static HttpRequest.Builder json(String... headers) {
        HttpRequest.Builder request = request(COLLECTOR).header("Content-Type", JSON);
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
