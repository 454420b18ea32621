package dev.flagexporter.deployment;

import java.time.Duration;
import java.util.logging.Level;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.store.AppendResult;
import io.quarkus.test.QuarkusUnitTest;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application that only injects a manager: it has no scheduled method, and starts and stops nothing. */
class ExportingTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                FakePlugin.addTo(application);
                application.addClass(Shop.class);
            })
            .overrideConfigKey(EXPORTERS + "bulk.kind", "fake")
            .overrideConfigKey(EXPORTERS + "bulk.flush-interval", "1s")
            .overrideConfigKey(EXPORTERS + "stream.kind", "fake")
            .overrideConfigKey(EXPORTERS + "stream.bulk", "false")
            .overrideConfigKey(EXPORTERS + "stream.event-type", "tracking")
            .setLogRecordPredicate(entry -> entry.getLoggerName().equals("dev.flagexporter")
                    && entry.getLevel().intValue() >= Level.INFO.intValue())
            .assertLogRecords(entries -> assertThat(entries)
                    .extracting(entry -> ((ExtLogRecord) entry).getFormattedMessage())
                    .contains(
                            "Exporter \"bulk\" (fake) started for feature events: flushes every 1 s or at 100000 pending events",
                            "Exporter \"stream\" (fake) started for tracking events: sends each event at once"));

    /** A bean like any other. */
    @Singleton
    public static class Shop {

        @Inject
        Manager<FeatureEvent> evaluations;

        @Inject
        Manager<TrackingEvent> orders;
    }

    @Inject
    Shop shop;

    @Test
    void theSchedulerFlushesABulkExporter() {
        AppendResult result =
                shop.evaluations.addEvent(FeatureEvent.of("ada", false, "flag", true, "on", false, "", "SERVER", null));
        assertThat(result).isEqualTo(AppendResult.APPENDED);
        assertArrives("bulk", "ada");
    }

    @Test
    void aStreamingExporterGetsEachEventAtOnce() {
        shop.orders.addEvent(TrackingEvent.builder()
                .contextKind("user")
                .userKey("grace")
                .creationDate(1_700_000_000L)
                .key("order")
                .build());
        assertArrives("stream", "grace");
    }

    private static void assertArrives(String exporterName, String userKey) {
        FakeExporter exporter = FakeExporter.BY_NAME.get(exporterName);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(exporter.userKeys).containsExactly(userKey));
        assertThat(exporter.threads).containsExactly("flag-exporter-" + exporterName);
    }
}
