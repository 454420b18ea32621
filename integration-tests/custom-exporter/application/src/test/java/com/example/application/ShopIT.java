package com.example.application;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A plugin that the extension knew nothing of, in the packaged application, configured by a file beside it. */
@Timeout(120)
class ShopIT {

    private static final Pattern ADDRESS = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Process application;

    @AfterEach
    void end() throws InterruptedException {
        application.destroyForcibly().waitFor();
    }

    @Test
    void exportsWithTheLastFlush() throws Exception {
        start();
        awaitStart();
        assertThat(log())
                .contains("Exporter \"audit\" (audit) started for feature events: flushes every 60 s")
                .doesNotContain("Unrecognized configuration key");
        visit(3);
        assertThat(events()).as("the flush interval is a minute").isEmpty();
        terminate();
        assertThat(events()).hasSize(3).allSatisfy(line -> assertThat(line)
                .startsWith("audit revision/Ada fresh\t{\"kind\":\"feature\"")
                .contains("\"key\":\"new-checkout\""));
        assertThat(events().get(2)).contains("\"userKey\":\"customer-2\"");
        assertThat(log()).contains("Exporter \"audit\" stopped: 3 events delivered by its last flush, 0 pending.");
    }

    @Test
    void exportsAtTheFlushIntervalByTheSchedulerAlone() throws Exception {
        start(
                "quarkus.flag-exporter.exporters.audit.enabled=false",
                "quarkus.flag-exporter.exporters.\"audit.log\".kind=audit",
                "quarkus.flag-exporter.exporters.\"audit.log\".flush-interval=1s",
                "quarkus.flag-exporter.exporters.\"audit.log\".fresh-for=0s",
                "quarkus.flag-exporter.exporters.\"audit.log\".file=${user.dir}/audit.txt",
                "quarkus.flag-exporter.exporters.\"audit.log\".writer.department=${DEPARTMENT:purchasing}");
        awaitStart();
        visit(3);
        awaitEvents(3, "audit.log purchasing ");
        terminate();
        assertThat(events()).as("nothing is exported twice").hasSize(3);
    }

    @Test
    void takesItsKeysFromTheEnvironmentToo() throws Exception {
        environment.put("QUARKUS_FLAG_EXPORTER_EXPORTERS_AUDIT_WRITER_PERSON", "Grace");
        environment.put("QUARKUS_FLAG_EXPORTER_EXPORTERS_AUDIT_FLUSH_INTERVAL", "1s");
        start();
        awaitStart();
        visit(1);
        awaitEvents(1, "audit revision/Grace ");
    }

    @Test
    void refusesToStartWithAWrongConfiguration() throws Exception {
        start(
                "quarkus.flag-exporter.exporters.audit.fresh-for=soon",
                "quarkus.flag-exporter.exporters.audit.writer.persn=Ada");
        assertThat(application.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(application.exitValue()).isNotZero();
        assertThat(log())
                .contains("The configuration of the flag exporter has 2 problems:")
                .contains("quarkus.flag-exporter.exporters.\"audit\".fresh-for = \"soon\": ")
                .contains("quarkus.flag-exporter.exporters.\"audit\".writer.persn: is no key of this exporter. "
                        + "Did you mean writer.person?");
    }

    private void start(String... configuration) throws IOException {
        Path config = Files.createDirectories(directory.resolve("config"));
        Files.write(config.resolve("application.properties"), List.of(configuration));
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.port=0",
                        "-jar",
                        System.getProperty("application.jar"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log.txt").toFile());
        command.environment().putAll(environment);
        application = command.start();
    }

    private void awaitStart() {
        await().atMost(Duration.ofSeconds(60)).until(() -> log().contains("Installed features"));
    }

    private void visit(int customers) throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(log());
        assertThat(address.find()).isTrue();
        for (int customer = 0; customer < customers; customer++) {
            URI checkout = URI.create("http://localhost:" + address.group(1) + "/checkout/customer-" + customer);
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(checkout).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("new checkout");
        }
    }

    private void awaitEvents(int count, String beginning) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(events()).hasSize(count).allSatisfy(line -> assertThat(line)
                        .startsWith(beginning)));
    }

    /** Sends SIGTERM, as an operating system or an orchestrator does. */
    private void terminate() throws InterruptedException {
        application.destroy();
        assertThat(application.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log.txt"));
    }

    private List<String> events() throws IOException {
        Path file = directory.resolve("audit.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
