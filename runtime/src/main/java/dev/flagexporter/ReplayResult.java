package dev.flagexporter;

import java.util.Optional;

/**
 * The result of a replay of dead letters.
 *
 * @param delivered events that were delivered; their dead letters are removed
 * @param kept dead letters that were tried, or would have been next, and stay in the file
 * @param quarantined lines that hold no event of this exporter; they were moved to the {@code .corrupt} file
 * @param failure why the replay ended early; empty if all dead letters were tried
 */
public record ReplayResult(long delivered, long kept, long quarantined, Optional<ExportFailure> failure) {}
