package dev.flagexporter;

import java.util.List;
import java.util.Optional;

/**
 * What became of a reload of the configuration. Exporters are given by their configured names, keys by the full names
 * of their properties; values are never told. All lists are sorted.
 *
 * @param outcome whether something was applied
 * @param added exporters that are new, or that get events of another type from now on; they start with the next event
 * @param changed exporters that were replaced and go on where the old ones stopped
 * @param removed exporters that were flushed and closed, also because they get events of another type from now on
 * @param unchanged exporters that were not touched; all, when the reload was refused
 * @param changedKeys the properties whose values are not what they were, and are what was applied
 * @param awaitingRestart the properties whose values are not what they were at the start, and have no effect before
 *     the next one
 * @param refusal everything that is wrong, one problem a line; empty unless the reload was refused
 */
public record ReloadResult(
        Outcome outcome,
        List<String> added,
        List<String> changed,
        List<String> removed,
        List<String> unchanged,
        List<String> changedKeys,
        List<String> awaitingRestart,
        Optional<String> refusal) {

    /** Whether a reload changed anything. */
    public enum Outcome {
        /** The new configuration is in use. */
        APPLIED,
        /** Nothing to apply: every key that can be reloaded has the value it had. */
        UNCHANGED,
        /** Something is wrong with the new configuration, so the one before stays in use. */
        REFUSED
    }

    /**
     * Keeps copies of the lists.
     *
     * @param outcome see the record's component
     * @param added see the record's component
     * @param changed see the record's component
     * @param removed see the record's component
     * @param unchanged see the record's component
     * @param changedKeys see the record's component
     * @param awaitingRestart see the record's component
     * @param refusal see the record's component
     */
    public ReloadResult {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        unchanged = List.copyOf(unchanged);
        changedKeys = List.copyOf(changedKeys);
        awaitingRestart = List.copyOf(awaitingRestart);
    }
}
