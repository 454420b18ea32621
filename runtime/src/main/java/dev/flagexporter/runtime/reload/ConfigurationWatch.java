package dev.flagexporter.runtime.reload;

import org.jspecify.annotations.Nullable;

/**
 * Detects a change of files that is complete. A change counts when two comparisons in a row have found the same content. So
 * a burst of changes counts once, and a file that is being written does not count before it is complete.
 *
 * <p><b>Thread safety.</b> Used by one thread.
 */
final class ConfigurationWatch {

    private @Nullable FileContents seen;
    private @Nullable FileContents taken;

    /**
     * Compares the current content with the previous one.
     *
     * @param now the current content of the files
     * @return whether it has not changed since the previous comparison, and was not read yet
     */
    boolean isChanged(FileContents now) {
        boolean atRest = now.equals(seen);
        seen = now;
        return atRest && !now.equals(taken);
    }

    /** Notes the content that a configuration is read from. It does not count as a change again. */
    void take(FileContents contents) {
        seen = contents;
        taken = contents;
    }
}
