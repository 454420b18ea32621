package dev.flagexporter.runtime.reload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.flagexporter.ReloadResult;
import dev.flagexporter.ReloadResult.Outcome;
import dev.flagexporter.runtime.config.ExporterFactories;
import dev.flagexporter.runtime.config.ObjectsFactory;
import dev.flagexporter.runtime.config.PluginFactories;
import dev.flagexporter.runtime.config.TestConfig;
import dev.flagexporter.runtime.delivery.DeliveryClock;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.runtime.delivery.LogCapture;
import io.smallrye.config.SmallRyeConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReloaderTest {

    private static final String PREFIX = "quarkus.flag-exporter.";
    private static final String EXPORTERS = PREFIX + "exporters.";
    private static final String EVALUATION = PREFIX + "collector.authorized-keys.evaluation";
    private static final int CAPACITY = 1000;
    private static final ExporterFactories FACTORIES =
            new ExporterFactories(new PluginFactories(List.of(new MemoryExporterFactory(), new ObjectsFactory())));

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<ReloadableSettings> settings = new ArrayList<>();
    private final List<ExporterSetup> running = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private @Nullable RuntimeException unreadable;
    private final LogCapture log = new LogCapture("dev.flagexporter");
    private final PassingClock clock = new PassingClock();
    private CompletableFuture<?> closed = CompletableFuture.completedFuture(null);

    /** Notes what it is told to do. */
    private final class NotedExporters implements RunningExporters {

        @Override
        public void add(ExporterSetup setup) {
            if (failure != null) {
                throw failure;
            }
            done.add("add " + setup.name());
            running.add(setup);
        }

        @Override
        public CompletionStage<?> replace(ExporterSetup setup) {
            done.add("replace " + setup.name());
            running.add(setup);
            return closed;
        }

        @Override
        public CompletionStage<?> remove(ExporterId id) {
            done.add("remove " + id.name() + " of " + id.eventType().configuredName());
            return closed;
        }
    }

    /** Lets a wait pass in no time, and does something first. */
    private static final class PassingClock implements DeliveryClock {

        private Runnable beforeWaiting = () -> {};
        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void park(long time) {
            beforeWaiting.run();
            nanos += time;
        }
    }

    @BeforeEach
    void configure() {
        properties.put(PREFIX + "store.capacity", Integer.toString(CAPACITY));
        put("a.kind", "memory");
        put("b.kind", "memory");
    }

    @AfterEach
    void end() {
        log.close();
    }

    private void put(String exporterKey, String value) {
        properties.put(EXPORTERS + exporterKey, value);
    }

    private void remove(String exporterKey) {
        properties.remove(EXPORTERS + exporterKey);
    }

    private SmallRyeConfig read() {
        if (unreadable != null) {
            throw unreadable;
        }
        return TestConfig.of(properties, variables);
    }

    private Reloader started() {
        return new Reloader(
                LoadedConfiguration.load(read(), FACTORIES),
                FACTORIES,
                this::read,
                settings,
                new NotedExporters(),
                clock);
    }

    @Test
    void doesNothingWhenNothingHasChanged() {
        ReloadResult result = started().reload();

        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(result.unchanged()).containsExactly("a", "b");
        assertThat(done).isEmpty();
    }

    @Test
    void appliesTheDifferenceOnly() {
        Reloader reloader = started();
        put("a.max-event-in-memory", "7");
        remove("b.kind");
        put("c.kind", "memory");

        ReloadResult result = reloader.reload();

        assertThat(result)
                .isEqualTo(new ReloadResult(
                        Outcome.APPLIED,
                        List.of("c"),
                        List.of("a"),
                        List.of("b"),
                        List.of(),
                        List.of(EXPORTERS + "\"a\".max-event-in-memory"),
                        List.of(),
                        Optional.empty()));
        assertThat(done).containsExactly("remove b of feature", "replace a", "add c");
        assertThat(running.get(0).delivery().flushTrigger().maxEventInMemory()).isEqualTo(7);
    }

    @Test
    void comparesWithWhatWasAppliedLast() {
        Reloader reloader = started();
        put("a.max-event-in-memory", "7");
        reloader.reload();

        assertThat(reloader.reload().outcome()).isEqualTo(Outcome.UNCHANGED);
        remove("a.max-event-in-memory");
        assertThat(reloader.reload().changed()).containsExactly("a");
    }

    @Test
    void comparesValuesNotTexts() {
        put("a.token", "${the.token}");
        properties.put("the.token", "s3cret");
        Reloader reloader = started();

        remove("a.kind");
        remove("a.token");
        put("\"a\".kind", "memory");
        put("\"a\".token", "s3cret");
        assertThat(reloader.reload().outcome()).isEqualTo(Outcome.UNCHANGED);

        put("\"a\".token", "${the.token}");
        properties.put("the.token", "0ther");
        ReloadResult result = reloader.reload();
        assertThat(result.changed()).containsExactly("a");
        assertThat(result.changedKeys()).containsExactly(EXPORTERS + "\"a\".token");
    }

    @Test
    void namesTheKeysThatVariablesMean() {
        Reloader reloader = started();
        variables.put("QUARKUS_FLAG_EXPORTER_EXPORTERS_A_OTHER_TARGETS_0_", "x");
        variables.put("QUARKUS_FLAG_EXPORTER_EXPORTERS_A_FORMAT_OPTIONS_PAGE_SIZE", "8");
        variables.put("QUARKUS_FLAG_EXPORTER_EXPORTERS_A_ATTEMPT_TIMEOUT", "7s");

        assertThat(reloader.reload().changedKeys())
                .containsExactly(
                        EXPORTERS + "\"a\".attempt-timeout",
                        EXPORTERS + "\"a\".format-options.page-size",
                        EXPORTERS + "\"a\".other-targets[0]");
    }

    private void putObjects(String exporter) {
        put(exporter + ".kind", "objects");
        put(exporter + ".bucket", "lake");
        put(exporter + ".filename", "{{ .StoreId}}-{{ .FirstOffset}}-{{ .LastOffset}}.json");
    }

    private void removeObjects(String exporter) {
        List.of(".kind", ".bucket", ".filename").forEach(key -> remove(exporter + key));
    }

    @Test
    void rejectsAnExporterWithTheDestinationOfAnother() {
        putObjects("c");
        Reloader reloader = started();
        putObjects("d");

        ReloadResult result = reloader.reload();

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.problems().orElseThrow()).contains("the exporters \"c\" and \"d\" have the same destination");
        assertThat(done).isEmpty();
    }

    @Test
    void replacesAndRenamesAnExporterThatKeepsItsDestination() {
        putObjects("c");
        Reloader reloader = started();
        put("c.max-event-in-memory", "7");
        assertThat(reloader.reload().changed()).containsExactly("c");

        removeObjects("c");
        remove("c.max-event-in-memory");
        putObjects("d");
        ReloadResult result = reloader.reload();

        assertThat(result.removed()).containsExactly("c");
        assertThat(result.added()).containsExactly("d");
    }

    @Test
    void removesADisabledExporterAndAddsItAgain() {
        Reloader reloader = started();
        put("a.enabled", "false");
        assertThat(reloader.reload().removed()).containsExactly("a");

        put("a.enabled", "true");
        assertThat(reloader.reload().added()).containsExactly("a");
    }

    @Test
    void movesAnExporterToTheOtherTypeOfEvents() {
        Reloader reloader = started();
        put("a.event-type", "tracking");

        ReloadResult result = reloader.reload();

        assertThat(result.removed()).containsExactly("a");
        assertThat(result.added()).containsExactly("a");
        assertThat(done).containsExactly("remove a of feature", "add a");
    }

    @Test
    void appliesNothingOfAnInvalidConfiguration() {
        Reloader reloader = started();
        put("a.kind", "unknown");
        put("b.target", "bad");
        put("c.kind", "memory");
        properties.put(PREFIX + "store.capacity", "lots");

        ReloadResult result = reloader.reload();

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.unchanged()).containsExactly("a", "b");
        assertThat(result.problems().orElseThrow())
                .contains(
                        "3 problems",
                        "store.capacity = \"lots\"",
                        "\"a\".kind = \"unknown\"",
                        "\"b\".target = \"bad\"");
        assertThat(done).isEmpty();
    }

    @Test
    void goesOnAfterAnInvalidConfiguration() {
        Reloader reloader = started();
        put("a.kind", "unknown");
        put("c.kind", "memory");
        reloader.reload();

        put("a.kind", "memory");

        assertThat(reloader.reload().added()).containsExactly("c");
    }

    @Test
    void appliesNothingThatCannotBeRead() {
        Reloader reloader = started();
        unreadable = new IllegalArgumentException("quarkus.http.port is wrong");

        ReloadResult result = reloader.reload();

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.problems().orElseThrow()).contains("cannot be read", "quarkus.http.port is wrong");
    }

    @Test
    void tellsWhatNeedsARestart() {
        Reloader reloader = started();
        properties.put(PREFIX + "store.capacity", "10");

        ReloadResult result = reloader.reload();

        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(result.awaitingRestart()).containsExactly(PREFIX + "store.capacity");
        assertThat(reloader.reload().awaitingRestart()).as("until then").isNotEmpty();
        properties.put(PREFIX + "store.capacity", Integer.toString(CAPACITY));
        assertThat(reloader.reload().awaitingRestart()).isEmpty();
    }

    /** A threshold that suits a new capacity would be beyond the one that the store has. */
    @Test
    void fitsExportersToTheStoreThatTheyRead() {
        Reloader reloader = started();
        properties.put(PREFIX + "store.capacity", "1000000");
        put("a.max-event-in-memory", "400000");

        reloader.reload();

        assertThat(running.get(0).delivery().flushTrigger().maxEventInMemory()).isEqualTo(CAPACITY / 2);
    }

    @Test
    void changesEveryExporterForAnotherShutdownTimeout() {
        Reloader reloader = started();
        properties.put(PREFIX + "shutdown-timeout", "5s");

        assertThat(reloader.reload().changed()).containsExactly("a", "b");
        assertThat(running)
                .allMatch(setup -> setup.delivery().timeouts().shutdown().toSeconds() == 5);
    }

    @Test
    void putsOtherSettingsToUseOnlyWhenEverythingIsRight() {
        settings.add(next -> done.add("settings"));
        Reloader reloader = started();
        properties.put(PREFIX + "collector.authorized-keys.evaluation", "k1");
        put("a.kind", "unknown");
        reloader.reload();
        assertThat(done).isEmpty();

        put("a.kind", "memory");
        ReloadResult result = reloader.reload();
        assertThat(done).containsExactly("settings");
        assertThat(result.changedKeys()).containsExactly(PREFIX + "collector.authorized-keys.evaluation");
        assertThat(result.outcome()).isEqualTo(Outcome.APPLIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "${UNSET}", ","})
    void keepsTheKeysOfAProtectedCollector(String value) {
        properties.put(EVALUATION, "s3cret");
        settings.add(next -> done.add("settings"));
        Reloader reloader = started();
        properties.put(EVALUATION, value);

        ReloadResult result = reloader.reload();

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.problems().orElseThrow()).contains(EVALUATION).doesNotContain("s3cret");
        assertThat(done).isEmpty();
    }

    @Test
    void opensAProtectedCollectorOnlyIfTheConfigurationSaysSo() {
        properties.put(EVALUATION, "s3cret");
        settings.add(next -> done.add("settings"));
        Reloader reloader = started();
        properties.remove(EVALUATION);

        assertThat(reloader.reload().problems().orElseThrow())
                .contains("1 problem:")
                .contains(EVALUATION
                        + ": is missing, and the running collector requires a key. Set it, for example to ${COLLECTOR_KEY},"
                        + " or set quarkus.flag-exporter.collector.allow-anonymous=true.");
        assertThat(done).isEmpty();

        properties.put(PREFIX + "collector.allow-anonymous", "true");
        assertThat(reloader.reload().changedKeys()).containsExactly(PREFIX + "collector.allow-anonymous", EVALUATION);
        assertThat(done).containsExactly("settings");
    }

    @Test
    void rejectsAMisspeltKeyAndVariable() {
        Reloader reloader = started();
        properties.put(PREFIX + "collector.authorized-key.evaluation", "s3cret");
        variables.put("QUARKUS_FLAG_EXPORTER_STORE_CAPCITY", "10");

        assertThat(reloader.reload().problems().orElseThrow())
                .contains("2 problems:", "authorized-key.evaluation", "STORE_CAPCITY")
                .doesNotContain("s3cret");
    }

    @Test
    void waitsUntilOldExportersAreClosed() {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        closed = closing;
        clock.beforeWaiting = () -> {
            done.add("closed");
            closing.complete(null);
        };
        Reloader reloader = started();
        remove("b.kind");

        reloader.reload();

        assertThat(done).containsExactly("remove b of feature", "closed");
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void goesOnWithoutExportersThatDoNotCloseInTime() {
        put("a.attempt-timeout", "40s");
        put("b.attempt-timeout", "50s");
        properties.put(PREFIX + "shutdown-timeout", "15s");
        Reloader reloader = started();
        closed = new CompletableFuture<>();
        put("a.attempt-timeout", "10s");
        remove("b.kind");
        remove("b.attempt-timeout");

        ReloadResult result = reloader.reload();

        assertThat(result.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(result.changed()).containsExactly("a");
        assertThat(result.removed()).containsExactly("b");
        assertThat(clock.nanos)
                .as("the timeouts of b, and four times the grace of a call")
                .isEqualTo(TimeUnit.SECONDS.toNanos(15 + 50 + 8));
        assertThat(log.messages())
                .containsExactly(
                        "Exporter \"a\" did not close within 73 s after a reload replaced or removed it. The reload ends without it: the new configuration is in use, and the next reload is possible.",
                        "Exporter \"b\" did not close within 73 s after a reload replaced or removed it. The reload ends without it: the new configuration is in use, and the next reload is possible.");

        put("c.kind", "memory");
        assertThat(reloader.reload().added()).containsExactly("c");
    }

    @Test
    void answersWhenItFailsHalfWayAndGoesOnFromThere() {
        Reloader reloader = started();
        remove("b.kind");
        put("c.kind", "memory");
        failure = new IllegalStateException("no thread");

        ReloadResult result = reloader.reload();

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.problems().orElseThrow()).contains("no thread", "restart");
        failure = null;
        assertThat(reloader.reload().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(done).containsExactly("remove b of feature");
    }

    @Test
    void changesNothingAfterTheStop() {
        Reloader reloader = started();
        put("c.kind", "memory");
        reloader.stop();

        ReloadResult result = reloader.reload();

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.problems().orElseThrow()).contains("The application stops");
        assertThat(done).isEmpty();
    }

    @Test
    void showsNoSecrets() {
        put("a.token", "s3cret");
        Reloader reloader = started();
        put("a.token", "0ther");
        properties.put(PREFIX + "collector.authorized-keys.evaluation", "k3y");
        put("b.target", "bad");
        assertThat(reloader.reload().toString()).doesNotContain("s3cret", "0ther", "k3y");

        remove("b.target");
        assertThat(reloader.reload().toString()).contains("token").doesNotContain("s3cret", "0ther", "k3y");
    }
}
