package dev.flagexporter.collector;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Senders that send as fast as the collector answers. A request that is not answered fails the load. */
final class FullLoad {

    private final List<LoadSender> senders;
    private final AcknowledgedRequests requests;
    private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();

    FullLoad(List<LoadSender> senders, AcknowledgedRequests requests) {
        this.senders = senders;
        this.requests = requests;
    }

    /** Number of answers by status. */
    Map<Integer, AtomicLong> answers() {
        return answers;
    }

    /** Sends for some time and waits for the last answers. */
    void sendFor(Duration length, URI collector) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> running = senders.stream()
                    .<Future<?>>map(sender -> threads.submit(() -> {
                        send(collector, sender, end);
                        return null;
                    }))
                    .toList();
            for (Future<?> sender : running) {
                sender.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(URI collector, LoadSender sender, long end) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int number = 0; System.nanoTime() < end; number++) {
            String id = sender.name() + "-" + number;
            HttpResponse<String> response =
                    client.send(sender.request(collector, id), HttpResponse.BodyHandlers.ofString());
            answers.computeIfAbsent(response.statusCode(), status -> new AtomicLong())
                    .incrementAndGet();
            if (response.statusCode() == 200) {
                requests.acknowledged(id, sender.events());
            }
        }
    }
}
