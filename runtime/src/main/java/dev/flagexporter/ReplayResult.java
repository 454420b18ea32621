package dev.flagexporter;

import java.util.Optional;

/**
 * What a replay of dead letters achieved.
 *
 * @param delivered events that arrived; they are dead letters no more
 * @param kept dead letters that were tried, or would have been next, and stay in the file
 * @param quarantined lines that hold no event of this exporter; they were moved to a file of their own beside the other
 * @param failure why it ended early; empty when all dead letters were tried
 */
public record ReplayResult(long delivered, long kept, long quarantined, Optional<ExportFailure> failure) {}
