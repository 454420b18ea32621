package dev.flagexporter.collector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A client with one connection, which sends numbered events in order and remembers how many were taken. */
final class EventSender {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final String name;
    private volatile String apiKey = "";
    private volatile long acknowledged;

    EventSender(URI uri, String name) {
        this.uri = uri;
        this.name = name;
    }

    /** Sends a key from now on, also while another thread sends events. */
    void useKey(String newApiKey) {
        apiKey = newApiKey;
    }

    /** Sends the next events in one request; whether they were taken. */
    boolean send(int count) throws IOException, InterruptedException {
        return post(count) == 200;
    }

    /** The same; the status of the answer. */
    int post(int count) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("X-API-Key", apiKey)
                .POST(HttpRequest.BodyPublishers.ofString(body(name, acknowledged, count)))
                .build();
        int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status == 200) {
            // one thread sends
            acknowledged = acknowledged + count;
        }
        return status;
    }

    static String body(String user, long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(number -> event(user, number))
                .collect(Collectors.joining(",", "{\"meta\":{\"env\":\"test\"},\"events\":[", "]}"));
    }

    private static String event(String user, long number) {
        return """
                {"kind":"feature","contextKind":"user","userKey":"%s","creationDate":1700000000,"key":"flag",\
                "variation":"on","value":%d,"default":false,"version":"1","source":"SERVER"}""".formatted(user, number);
    }

    String name() {
        return name;
    }

    /** The numbers below this one were taken; for other threads as well. */
    long acknowledged() {
        return acknowledged;
    }
}
