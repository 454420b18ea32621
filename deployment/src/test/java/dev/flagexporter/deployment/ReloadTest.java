package dev.flagexporter.deployment;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.ConfigurationReload;
import dev.flagexporter.DataExporter;
import dev.flagexporter.FlagExporterReloaded;
import dev.flagexporter.Manager;
import dev.flagexporter.ReloadResult;
import dev.flagexporter.ReloadResult.Outcome;
import dev.flagexporter.spi.event.FeatureEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application that reloads on request, and observes what became of it. */
class ReloadTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                FakePlugin.addTo(application);
                ChangingSource.addTo(application);
                application.addClass(Observer.class);
            })
            .overrideConfigKey(EXPORTERS + "steady.kind", "fake");

    /** A bean that wants to know. */
    @Singleton
    public static class Observer {

        final List<ReloadResult> observed = new CopyOnWriteArrayList<>();
        final List<ReloadResult> observedLater = new CopyOnWriteArrayList<>();

        void onReload(@Observes FlagExporterReloaded event) {
            observed.add(event.result());
            if (event.result().added().contains("annoying")) {
                throw new IllegalStateException("an observer fails");
            }
        }

        void onReloadLater(@ObservesAsync FlagExporterReloaded event) {
            observedLater.add(event.result());
        }
    }

    @Inject
    ConfigurationReload reload;

    @Inject
    Manager<FeatureEvent> manager;

    @Inject
    Scheduler scheduler;

    @Inject
    Observer observer;

    @BeforeEach
    void beginAsAtTheStart() {
        ChangingSource.PROPERTIES.clear();
        reload();
        observer.observed.clear();
    }

    private ReloadResult reload() {
        return reload.reload().toCompletableFuture().join();
    }

    private static void put(String exporterKey, String value) {
        ChangingSource.PROPERTIES.put(EXPORTERS + exporterKey, value);
    }

    @Test
    void anExporterComesAndGoes() {
        put("guest.kind", "fake");
        put("guest.bulk", "false");

        ReloadResult coming = reload();
        assertThat(coming.added()).containsExactly("guest");
        assertThat(coming.unchanged()).containsExactly("steady");
        manager.addEvent(FeatureEvent.of("ada", false, "flag", true, "on", false, "", "SERVER", null));
        ChangingSource.PROPERTIES.clear();
        ReloadResult going = reload();

        assertThat(going.removed()).containsExactly("guest");
        assertThat(FakeExporter.BY_NAME.get("guest").userKeys).containsExactly("ada");
        assertThat(manager.exporters()).extracting(DataExporter::consumerId).containsExactly("steady");
        assertThat(observer.observed).containsExactly(coming, going);
        await().untilAsserted(() -> assertThat(observer.observedLater).contains(coming, going));
        assertThat(reload.lastReload()).contains(going);
    }

    @Test
    void aKeptDataExporterGoesOnWithTheNewConfiguration() {
        DataExporter<FeatureEvent> kept = manager.exporter("steady").orElseThrow();
        put("steady.flush-interval", "7s");

        assertThat(reload().changed()).containsExactly("steady");

        assertThat(kept.flushInterval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(manager.exporter("steady")).containsSame(kept);
    }

    @Test
    void theApplicationsOwnSourcesAndSecretsAreReadAgain() {
        ChangingSource.SECRETS.put("token", "old");
        put("steady.token", "${vault::token}");
        reload();
        ChangingSource.SECRETS.put("token", "new");

        ReloadResult result = reload();

        assertThat(result.changedKeys()).containsExactly(EXPORTERS + "\"steady\".token");
        assertThat(FakeExporter.BY_NAME.get("steady").config.token().map(Secret::get))
                .contains("new");
        assertThat(result.toString()).doesNotContain("new");
    }

    @Test
    void appliesNothingOfAnInvalidConfiguration() {
        put("steady.flush-interval", "0s");
        put("guest.kind", "unheard-of");

        ReloadResult result = reload();

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.problems().orElseThrow())
                .contains("2 problems", "\"steady\".flush-interval = \"0s\"", "\"guest\".kind = \"unheard-of\"");
        assertThat(manager.exporters()).extracting(DataExporter::consumerId).containsExactly("steady");
        assertThat(observer.observed).containsExactly(result);
        assertThat(reload.lastReload()).contains(result);
    }

    @Test
    void nothingToApplyIsNoEventButIsCounted() {
        long before = reload.reloads(Outcome.UNCHANGED);

        assertThat(reload().outcome()).isEqualTo(Outcome.UNCHANGED);

        assertThat(reload.reloads(Outcome.UNCHANGED)).isEqualTo(before + 1);
        assertThat(observer.observed).isEmpty();
    }

    @Test
    void anObserverThatFailsHarmsNobody() {
        put("annoying.kind", "fake");

        assertThat(reload().outcome()).isEqualTo(Outcome.APPLIED);
        await().untilAsserted(() -> assertThat(observer.observedLater)
                .anyMatch(result -> result.added().contains("annoying")));
    }

    @Test
    void theScheduleFollows() {
        put("guest.kind", "fake");
        put("steady.flush-interval", "1s");
        reload();
        assertThat(jobs()).containsExactlyInAnyOrder("flag-exporter-guest", "flag-exporter-steady");
        manager.addEvent(FeatureEvent.of("ada", false, "flag", true, "on", false, "", "SERVER", null));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(FakeExporter.BY_NAME.get("steady").userKeys).containsExactly("ada"));

        ChangingSource.PROPERTIES.clear();
        put("steady.bulk", "false");
        reload();
        assertThat(jobs()).as("one is gone, the other sends each event at once").isEmpty();
    }

    private List<String> jobs() {
        return scheduler.getScheduledJobs().stream().map(Trigger::getId).toList();
    }
}
