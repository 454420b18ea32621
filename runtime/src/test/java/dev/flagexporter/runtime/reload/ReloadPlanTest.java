package dev.flagexporter.runtime.reload;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flagexporter.runtime.config.TestConfig;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadPlanTest {

    private static final String EVALUATION = "quarkus.flag-exporter.collector.authorized-keys.evaluation";

    private static final String NAME_PREFIX = "quarkus.flag-exporter.exporters.";

    private static ConfiguredExporter exporter(String name, String... keysAndValues) {
        return exporter(name, EventType.FEATURE, keysAndValues);
    }

    private static ConfiguredExporter exporter(String name, EventType type, String... keysAndValues) {
        return new ConfiguredExporter(Setups.of(name, type), values(NAME_PREFIX + name + ".", keysAndValues));
    }

    private static SortedMap<String, String> values(String prefix, String... keysAndValues) {
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(prefix + keysAndValues[i], keysAndValues[i + 1]);
        }
        return values;
    }

    private static LoadedConfiguration configuration(ConfiguredExporter... exporters) {
        return new LoadedConfiguration(TestConfig.settings(Map.of()), List.of(exporters), new TreeMap<>(), List.of());
    }

    private static ExporterId feature(String name) {
        return new ExporterId(name, EventType.FEATURE);
    }

    @Test
    void leavesExportersAloneWhoseValuesAreTheSame() {
        ReloadPlan plan = ReloadPlan.between(
                configuration(exporter("a", "kind", "file"), exporter("b")),
                configuration(exporter("b"), exporter("a", "kind", "file")));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.unchanged()).containsExactly(feature("a"), feature("b"));
    }

    @Test
    void changesAnExporterOfWhichAValueIsAnotherOrIsNewOrGone() {
        ReloadPlan plan = ReloadPlan.between(
                configuration(exporter("a", "kind", "file", "old", "1", "same", "1")),
                configuration(exporter("a", "kind", "log", "new", "1", "same", "1")));

        assertThat(plan.changed()).extracting(ExporterSetup::name).containsExactly("a");
        assertThat(plan.changedKeys())
                .containsExactly(NAME_PREFIX + "a.kind", NAME_PREFIX + "a.new", NAME_PREFIX + "a.old");
        assertThat(plan.unchanged()).isEmpty();
    }

    @Test
    void changesAnExporterToWhatWasMadeOfTheNewValues() {
        ConfiguredExporter next = exporter("a", "kind", "log");

        ReloadPlan plan = ReloadPlan.between(configuration(exporter("a", "kind", "file")), configuration(next));

        assertThat(plan.changed()).containsExactly(next.setup());
    }

    @Test
    void removesAndAddsARenamedExporter() {
        ReloadPlan plan = ReloadPlan.between(
                configuration(exporter("a", "kind", "file")), configuration(exporter("b", "kind", "file")));

        assertThat(plan.removed()).containsExactly(feature("a"));
        assertThat(plan.added()).extracting(ExporterSetup::name).containsExactly("b");
        assertThat(plan.changed()).isEmpty();
    }

    @Test
    void removesAndAddsAnExporterOfAnotherTypeOfEvents() {
        ReloadPlan plan = ReloadPlan.between(
                configuration(exporter("a", EventType.FEATURE)), configuration(exporter("a", EventType.TRACKING)));

        assertThat(plan.removed()).containsExactly(feature("a"));
        assertThat(plan.added()).extracting(ExporterSetup::eventType).containsExactly(EventType.TRACKING);
        assertThat(plan.changed()).isEmpty();
    }

    @Test
    void knowsWhichApiKeysAreOthers() {
        ReloadPlan plan = ReloadPlan.between(withKey("s3cret"), withKey("0ther"));

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.changedKeys()).containsExactly(EVALUATION);
        assertThat(plan.toString()).doesNotContain("s3cret", "0ther");
    }

    private static LoadedConfiguration withKey(String key) {
        return new LoadedConfiguration(
                TestConfig.settings(Map.of(EVALUATION, key)), List.of(), new TreeMap<>(), List.of());
    }

    @Test
    void showsNoValues() {
        ReloadPlan plan = ReloadPlan.between(
                configuration(exporter("a", "token", "s3cret")), configuration(exporter("a", "token", "0ther")));

        assertThat(plan.toString()).contains("a.token").doesNotContain("s3cret", "0ther");
        assertThat(exporter("a", "token", "s3cret")).hasToString(feature("a").toString());
    }

    @Test
    void findsDifferences() {
        assertThat(ReloadPlan.differences(
                        new TreeMap<>(Map.of("a", "1", "b", "1", "c", "1")),
                        new TreeMap<>(Map.of("a", "1", "b", "2", "d", "1"))))
                .containsExactly("b", "c", "d");
    }
}
