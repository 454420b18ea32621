package dev.flagexporter.runtime.reload;

import org.jspecify.annotations.Nullable;

/**
 * Tells when files have changed and are at rest again. A change counts when two looks in a row have seen the same, so
 * that a burst of changes counts once, and a file that is being written does not count before it is complete. Used by
 * one thread.
 */
final class ConfigurationWatch {

    private @Nullable FileContents seen;
    private @Nullable FileContents taken;

    /**
     * Notes what a look has found.
     *
     * @param now what is in the files
     * @return whether it is at rest and not what was taken before
     */
    boolean isChanged(FileContents now) {
        boolean atRest = now.equals(seen);
        seen = now;
        return atRest && !now.equals(taken);
    }

    /** Notes what a configuration was read from; the same does not count as a change again. */
    void take(FileContents contents) {
        seen = contents;
        taken = contents;
    }
}
