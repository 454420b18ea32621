package dev.flagexporter;

import java.util.List;
import java.util.Optional;

/**
 * The result of a reload of the configuration. Exporters are given by their configured names, keys by the full names of
 * their properties. Values are never included. All lists are sorted.
 *
 * @param outcome whether something was applied
 * @param added exporters that are new, or that export another event type from now on; they start with the next event
 * @param changed exporters that were replaced; the new ones continue at the same offset
 * @param removed exporters that were flushed and closed, also because they export another event type from now on
 * @param unchanged exporters that were not touched; all of them if the configuration has problems
 * @param changedKeys properties whose new values were applied
 * @param awaitingRestart properties whose values differ from those at startup, and that have no effect before a restart
 * @param problems all problems, one per line; empty unless the outcome is {@link Outcome#INVALID}
 */
public record ReloadResult(
        Outcome outcome,
        List<String> added,
        List<String> changed,
        List<String> removed,
        List<String> unchanged,
        List<String> changedKeys,
        List<String> awaitingRestart,
        Optional<String> problems) {

    /** Whether a reload changed anything. */
    public enum Outcome {
        /** The new configuration is in use. */
        APPLIED,
        /** All keys that can be reloaded have the values that they had. */
        UNCHANGED,
        /** The new configuration is invalid, or could not be applied. The previous one stays in use. */
        INVALID
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
     * @param problems see the record's component
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
