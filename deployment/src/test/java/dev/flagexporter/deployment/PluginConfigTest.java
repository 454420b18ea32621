package dev.flagexporter.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

import jakarta.inject.Inject;

import dev.flagexporter.DataExporter;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.Secret;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;

/** Every shape of a key arrives at the plugin, however it is written, and none is called unrecognized. */
class PluginConfigTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                FakePlugin.addTo(application);
                application.addAsResource(new StringAsset(properties()), "application.properties");
            })
            .setLogRecordPredicate(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(entries -> assertThat(entries)
                    .noneMatch(entry -> entry.getMessage().contains("Unrecognized configuration key")));

    @Inject
    Manager<FeatureEvent> features;

    @Inject
    Manager<TrackingEvent> trackings;

    private static String properties() {
        return String.join(
                "\n",
                EXPORTERS + "plain.kind=fake",
                EXPORTERS + "full.kind=fake",
                EXPORTERS + "full.event-type=tracking",
                EXPORTERS + "full.flush-interval=90s",
                EXPORTERS + "full.max-event-in-memory=7",
                EXPORTERS + "full.batch.max-events=3",
                EXPORTERS + "full.batch.max-bytes=1M",
                EXPORTERS + "full.retry.initial-backoff=2s",
                EXPORTERS + "full.retry.max-backoff=4s",
                EXPORTERS + "full.format-options.compression=zstd",
                EXPORTERS + "full.format-options.\"page.size\"=8",
                EXPORTERS + "full.patience=1500ms",
                EXPORTERS + "full.note=${greeting.of.the.day} again",
                EXPORTERS + "full.topics=a,b",
                EXPORTERS + "full.token=s3cret",
                EXPORTERS + "full.pin=1234",
                EXPORTERS + "full.keys=k1,k2",
                EXPORTERS + "full.labels.team=blue",
                EXPORTERS + "full.labels.\"cost.center\"=42",
                EXPORTERS + "full.http.port=8080",
                EXPORTERS + "full.http.proxy-host=proxy",
                EXPORTERS + "full.http.tls.verify-host=true",
                EXPORTERS + "full.greeting=production",
                "%test." + EXPORTERS + "full.greeting=profile",
                EXPORTERS + "\"my.dotted\".kind=fake",
                EXPORTERS + "\"my.dotted\".greeting=dotted",
                EXPORTERS + "\"my.dotted\".http.port=81",
                EXPORTERS + "\"quoted\".kind=fake",
                EXPORTERS + "quoted.greeting=mixed",
                EXPORTERS + "my.kind=fake",
                EXPORTERS + "my.greeting=mine",
                EXPORTERS + "\"full.labels\".kind=fake",
                EXPORTERS + "off.kind=fake",
                EXPORTERS + "off.enabled=false",
                EXPORTERS + "off.whatever=is not looked at",
                "greeting.of.the.day=moin");
    }

    @Test
    void defaultsNeedNothing() {
        FakeExporterConfig config = config("plain");
        assertThat(config.greeting()).isEqualTo("hello");
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.note()).isEmpty();
        assertThat(config.topics()).isEmpty();
        assertThat(config.token().map(Secret::get)).isEmpty();
        assertThat(config.keys()).isEmpty();
        assertThat(config.labels()).isEmpty();
        assertThat(config.http().port()).isEqualTo(80);
        assertThat(config.http().tls().verifyHost()).isFalse();
        DataExporter<FeatureEvent> exporter = features.exporter("plain").orElseThrow();
        assertThat(exporter.kind()).isEqualTo("fake");
        assertThat(exporter.eventType()).isEqualTo(EventType.FEATURE);
        assertThat(exporter.flushInterval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(exporter.maxEventInMemory()).isEqualTo(100_000);
    }

    @Test
    void everyShapeOfAKeyArrives() {
        FakeExporterConfig config = config("full");
        assertThat(config.patience()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.note()).contains("moin again");
        assertThat(config.topics()).contains(List.of("a", "b"));
        assertThat(config.token().map(Secret::get)).contains("s3cret");
        assertThat(config.pin().map(Secret::get)).contains(1234);
        assertThat(config.keys().orElseThrow()).extracting(Secret::get).containsExactly("k1", "k2");
        assertThat(config.labels()).isEqualTo(Map.of("team", "blue", "cost.center", "42"));
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.http().proxyHost()).isEqualTo(Optional.of("proxy"));
        assertThat(config.http().tls().verifyHost()).isTrue();
    }

    @Test
    void theCommonKeysArriveToo() {
        DataExporter<TrackingEvent> exporter = trackings.exporter("full").orElseThrow();
        assertThat(exporter.flushInterval()).isEqualTo(Duration.ofSeconds(90));
        assertThat(exporter.maxEventInMemory()).isEqualTo(7);
        assertThat(FakeExporter.BY_NAME.get("full").environment.formatOptions())
                .isEqualTo(Map.of("compression", "zstd", "page.size", "8"));
        assertThat(features.exporter("full")).isEmpty();
    }

    @Test
    void profilesApply() {
        assertThat(config("full").greeting()).isEqualTo("profile");
    }

    @Test
    void namesMayHaveDotsAndQuotes() {
        assertThat(config("my.dotted").greeting()).isEqualTo("dotted");
        assertThat(config("my.dotted").http().port()).isEqualTo(81);
        assertThat(config("my").greeting()).isEqualTo("mine");
        assertThat(config("quoted").greeting()).isEqualTo("mixed");
        assertThat(config("full.labels").greeting()).as("not the keys of full").isEqualTo("hello");
    }

    @Test
    void whatIsDisabledIsNotMade() {
        assertThat(FakeExporter.BY_NAME).doesNotContainKey("off");
        assertThat(features.exporter("off")).isEmpty();
        assertThat(features.exporters())
                .extracting(DataExporter::consumerId)
                .containsExactly("full.labels", "my", "my.dotted", "plain", "quoted");
    }

    private static FakeExporterConfig config(String exporterName) {
        return FakeExporter.BY_NAME.get(exporterName).config;
    }
}
