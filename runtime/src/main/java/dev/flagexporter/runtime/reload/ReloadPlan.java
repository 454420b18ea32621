package dev.flagexporter.runtime.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.flagexporter.runtime.delivery.ExporterSetup;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two configurations.
 *
 * @param added exporters to add
 * @param changed exporters that replace those with the same id
 * @param removed exporters to remove
 * @param unchanged exporters to leave alone
 * @param changedKeys the changed properties of changed exporters, and those that belong to no exporter
 */
record ReloadPlan(
        List<ExporterSetup> added,
        List<ExporterSetup> changed,
        List<ExporterId> removed,
        List<ExporterId> unchanged,
        NavigableSet<String> changedKeys) {

    static ReloadPlan between(LoadedConfiguration running, LoadedConfiguration next) {
        ReloadPlan plan = new ReloadPlan(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
        next.exporters()
                .forEach((id, exporter) ->
                        plan.place(exporter, running.exporters().get(id)));
        running.exporters().keySet().stream()
                .filter(id -> !next.exporters().containsKey(id))
                .forEach(plan.removed::add);
        plan.changedKeys.addAll(differences(running.authorizedKeys(), next.authorizedKeys()));
        return plan;
    }

    private void place(ConfiguredExporter next, @Nullable ConfiguredExporter running) {
        if (running == null) {
            added.add(next.setup());
        } else if (running.values().equals(next.values())) {
            unchanged.add(next.id());
        } else {
            changed.add(next.setup());
            changedKeys.addAll(differences(running.values(), next.values()));
        }
    }

    /** The properties that have not the same value in both, or are in one of them only. */
    static List<String> differences(SortedMap<String, String> before, SortedMap<String, String> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .distinct()
                .sorted()
                .toList();
    }

    boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && changedKeys.isEmpty();
    }
}
