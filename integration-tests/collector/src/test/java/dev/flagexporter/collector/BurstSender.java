package dev.flagexporter.collector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends requests of random sizes one after the other until the collector ends, and remembers their answers. The user key of
 * an event is the id of its request, a hash sign and its position.
 *
 * <p><b>Thread safety.</b> One thread sends; others may read the requests after it has ended.
 */
final class BurstSender {

    /** What the sender knows of a request. */
    enum Answer {
        ACKNOWLEDGED,
        TURNED_AWAY,
        UNKNOWN
    }

    /**
     * A request that was sent.
     *
     * @param id the id
     * @param events its number of events
     * @param answer what the sender knows
     */
    record Request(String id, int events, Answer answer) {

        List<String> userKeys() {
            return IntStream.range(0, events).mapToObj(i -> id + "#" + i).toList();
        }
    }

    private static final int MOST_EVENTS = 60;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String name;
    private final URI collector;
    private final Random random;
    private final CountDownLatch acknowledgements;
    private final List<Request> requests = new ArrayList<>();

    BurstSender(String name, URI collector, Random random, CountDownLatch acknowledgements) {
        this.name = name;
        this.collector = collector;
        this.random = random;
        this.acknowledgements = acknowledgements;
    }

    List<Request> requests() {
        return requests;
    }

    /** Returns when the collector does not answer any more, or answers that it stops. */
    void sendUntilTheEnd() {
        int status = 200;
        while (status == 200 || status == 429) {
            String id = name + "-" + requests.size();
            int events = 1 + random.nextInt(MOST_EVENTS);
            status = send(id, events);
            Answer answer =
                    switch (status) {
                        case 200 -> Answer.ACKNOWLEDGED;
                        case 0 -> Answer.UNKNOWN;
                        default -> Answer.TURNED_AWAY;
                    };
            requests.add(new Request(id, events, answer));
            if (answer == Answer.ACKNOWLEDGED) {
                acknowledgements.countDown();
            }
        }
        if (status != 0 && status != 503) {
            throw new AssertionError("unexpected status " + status);
        }
    }

    /** The status, or 0 without one. */
    private int send(String id, int events) {
        HttpRequest request = HttpRequest.newBuilder(collector)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(id, events)))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Posts nothing, and returns the body of the answer. */
    static String post(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String body(String id, int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> "{\"kind\":\"feature\",\"userKey\":\"" + id + "#" + i
                        + "\",\"key\":\"flag\",\"variation\":\"on\",\"value\":" + i + "}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }
}
