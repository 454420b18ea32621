package dev.flagexporter.deployment;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.DataExporter;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import io.quarkus.test.QuarkusUnitTest;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector with the extension's own managers and two exporters, {@code features} and {@code orders}, that can be
 * held, so that the store of their events gets full. Its only interval is so long that no test sees it.
 */
@Singleton
public class FullStore {

    static final String FEATURES = "features";
    static final String ORDERS = "orders";

    @Inject
    Manager<FeatureEvent> features;

    @Inject
    Manager<TrackingEvent> orders;

    static QuarkusUnitTest application(String overflowPolicy, int capacity) {
        return CollectorApplication.enabled(FullStore::addTo)
                .overrideConfigKey("quarkus.flag-exporter.store.capacity", Integer.toString(capacity))
                .overrideConfigKey("quarkus.flag-exporter.store.overflow-policy", overflowPolicy)
                .overrideConfigKey(EXPORTERS + FEATURES + ".kind", "gated")
                .overrideConfigKey(EXPORTERS + FEATURES + ".flush-interval", "1h")
                .overrideConfigKey(EXPORTERS + ORDERS + ".kind", "gated")
                .overrideConfigKey(EXPORTERS + ORDERS + ".flush-interval", "1h")
                .overrideConfigKey(EXPORTERS + ORDERS + ".event-type", "tracking");
    }

    private static void addTo(JavaArchive application) {
        application
                .addClasses(FullStore.class, FakePlugin.class)
                .addClasses(GatedExporter.class, GatedExporter.NoKeys.class, GatedExporter.Factory.class)
                .addAsServiceProvider(ExporterFactory.class, GatedExporter.Factory.class);
    }

    /** A body of feature events with these keys. */
    static String evaluations(String... keys) {
        return body(Stream.of(keys).map(FullStore::evaluation));
    }

    /** A body of tracking events with these keys. */
    static String orders(String... keys) {
        return body(Stream.of(keys).map(FullStore::order));
    }

    /** A body of an event of each type, both with this key. */
    static String mixed(String key) {
        return body(Stream.of(evaluation(key), order(key)));
    }

    private static String body(Stream<String> events) {
        return events.collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    private static String evaluation(String key) {
        return "{\"kind\":\"feature\",\"userKey\":\"u\",\"key\":\"%s\"}".formatted(key);
    }

    private static String order(String key) {
        return "{\"kind\":\"tracking\",\"userKey\":\"u\",\"key\":\"%s\"}".formatted(key);
    }

    GatedExporter gate(String exporterName) {
        return GatedExporter.BY_NAME.get(exporterName);
    }

    DataExporter<?> exporter(String name) {
        return name.equals(FEATURES)
                ? features.exporter(name).orElseThrow()
                : orders.exporter(name).orElseThrow();
    }

    long appended(String exporterName) {
        return exporter(exporterName).counts().appended();
    }

    /** Lets everything go that is held, and waits until all of it is delivered. */
    void drain() {
        Stream.of(FEATURES, ORDERS).forEach(name -> gate(name).letGo());
        Stream.of(FEATURES, ORDERS).forEach(name -> {
            exporter(name).flush();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(exporter(name).counts().pending()).isZero());
        });
    }
}
