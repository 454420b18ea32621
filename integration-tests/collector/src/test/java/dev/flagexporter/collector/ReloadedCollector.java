package dev.flagexporter.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import static org.awaitility.Awaitility.await;

/** A packaged collector whose configuration file changes while it runs. */
final class ReloadedCollector implements AutoCloseable {

    static final String PREFIX = "quarkus.flag-exporter.";
    static final String EXPORTERS = PREFIX + "exporters.";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Map<String, String> configuration;
    private final ObservedLog reloads = new ObservedLog();
    private final CollectorProcess process;

    /** Starts it with some keys and their values. */
    ReloadedCollector(Path directory, String... keysAndValues) {
        this.directory = directory;
        this.configuration = keys(keysAndValues);
        configuration.put(PREFIX + "reload.interval", "100ms");
        configuration.put("quarkus.log.console.format", ObservedLog.FORMAT);
        this.process = CollectorProcess.start(directory, configuration, reloads);
    }

    private static Map<String, String> keys(String... keysAndValues) {
        Map<String, String> keys = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return keys;
    }

    /** Changes the values of some keys, all at once. */
    void change(String... keysAndValues) throws IOException {
        configuration.putAll(keys(keysAndValues));
        CollectorProcess.configure(directory, configuration);
    }

    /** Removes a key. */
    void remove(String key) throws IOException {
        configuration.remove(key);
        CollectorProcess.configure(directory, configuration);
    }

    /** Puts text in front of the file. */
    void prepend(String text) throws IOException {
        Path file = directory.resolve("config/application.properties");
        Files.writeString(file, text + Files.readString(file));
    }

    ObservedLog reloads() {
        return reloads;
    }

    void awaitInLog(String text) {
        await().atMost(PATIENCE).until(() -> log().contains(text));
    }

    String log() {
        return process.log();
    }

    EventSender sender() {
        return new EventSender(process.uri("/v1/data/collector"), "user");
    }

    /** Has it export everything and end. */
    void stop() {
        process.terminate();
        process.awaitEnd();
    }

    @Override
    public void close() {
        process.close();
    }
}
