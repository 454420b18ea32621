package dev.flagexporter.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** SIGTERM while events come in. No flush interval ends during these tests: what is in a file came by the last flush. */
class TerminationIT {

    private static final int CONNECTIONS = 8;
    private static final int BATCH = 20;
    private static final Map<String, String> CONFIGURATION =
            Map.of("quarkus.flag-exporter.exporters.events.flush-interval", "1h");

    @TempDir
    Path directory;

    @Test
    void everyEventWhoseSuccessAClientSawIsInAFile() throws Exception {
        terminateUnderLoad();
    }

    /** Where the signal falls within the requests is left to chance, so chance is given more to choose from. */
    @Tag("soak")
    @RepeatedTest(30)
    void everyEventWhoseSuccessAClientSawIsInAFileWheneverTheSignalComes() throws Exception {
        terminateUnderLoad();
    }

    private void terminateUnderLoad() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (CollectorProcess collector = CollectorProcess.start(directory, CONFIGURATION)) {
            List<EventSender> senders = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> new EventSender(collector.uri("/v1/data/collector"), "connection-" + i))
                    .toList();
            CountDownLatch wellUnderWay = new CountDownLatch(CONNECTIONS * 50);
            senders.forEach(sender -> threads.submit(() -> sendUntilRefused(sender, wellUnderWay)));
            assertThat(wellUnderWay.await(60, TimeUnit.SECONDS)).isTrue();
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertNothingAcknowledgedIsMissing(senders);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void sendUntilRefused(EventSender sender, CountDownLatch taken) throws InterruptedException {
        try {
            while (sender.send(BATCH)) {
                taken.countDown();
            }
        } catch (IOException e) {
            // the connection was refused or closed: this request was not acknowledged
        }
        return null;
    }

    /** A request that was cut off may be in the files too, but only as a whole, once, and behind the others. */
    private void assertNothingAcknowledgedIsMissing(List<EventSender> senders) {
        List<JsonNode> events = ExportedFiles.events(directory.resolve("flag-events"));
        for (EventSender sender : senders) {
            List<Long> exported = events.stream()
                    .filter(event -> event.get("userKey").textValue().equals(sender.name()))
                    .map(event -> event.get("value").longValue())
                    .toList();
            assertThat(exported.size())
                    .as(sender.name())
                    .isIn((int) sender.acknowledged(), (int) sender.acknowledged() + BATCH);
            assertThat(exported)
                    .as(sender.name())
                    .isEqualTo(LongStream.range(0, exported.size()).boxed().toList());
        }
    }

    @Test
    void aRequestInFlightAtTheSignalIsAnsweredAndItsEventsAreExported() throws Exception {
        try (CollectorProcess collector = CollectorProcess.start(directory, CONFIGURATION);
                Socket socket = new Socket("127.0.0.1", collector.uri("/").getPort())) {
            byte[] body = EventSender.body("in-flight", 0, 3).getBytes(UTF_8);
            OutputStream output = socket.getOutputStream();
            output.write(("POST /v1/data/collector HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            output.write(body, 0, body.length / 2);
            output.flush();
            awaitServed(collector.uri("/health"));
            collector.terminate();
            awaitDraining(collector);
            output.write(body, body.length / 2, body.length - body.length / 2);
            output.flush();
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
            assertThat(status).startsWith("HTTP/1.1 200");
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
        }
        assertThat(ExportedFiles.events(directory.resolve("flag-events"))).hasSize(3);
    }

    @Test
    void whatADeadDestinationDidNotTakeInTimeIsLostAndSaidSo() throws Exception {
        try (CollectorProcess collector =
                CollectorProcess.start(directory, Map.of("quarkus.flag-exporter.shutdown-timeout", "1s"))) {
            putAFileInPlaceOfTheDirectory();
            assertThat(new EventSender(collector.uri("/v1/data/collector"), "unlucky").send(3))
                    .isTrue();
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            assertThat(collector.log())
                    .contains("Exporter \"events\" stopped: 0 events delivered by its last flush, 3 NOT delivered: ");
        }
    }

    private void putAFileInPlaceOfTheDirectory() throws IOException {
        Path events = directory.resolve("flag-events");
        Path tracking = events.resolve("tracking");
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.isDirectory(tracking));
        Files.delete(tracking);
        Files.delete(events);
        Files.createFile(events);
    }

    /** A request sent later on another connection is answered, so the half request has long been read. */
    private static void awaitServed(URI health) {
        await().atMost(Duration.ofSeconds(10)).until(() -> status(health) == 200);
    }

    private static void awaitDraining(CollectorProcess collector) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> collector.log().contains("Waiting for HTTP requests to complete"));
    }

    private static int status(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            return connection.getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }
}
