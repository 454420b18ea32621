package dev.flagexporter;

import java.util.Optional;

/**
 * What a flush achieved.
 *
 * @param delivered events that arrived during the flush
 * @param failed events that were given up during the flush, because the destination refused them for good or could not
 *     be reached for too long: they were dropped or became dead letters, see {@link ExporterCounts}
 * @param pending events that are still to be delivered, also those that were added during the flush
 * @param failure why the flush ended early; empty when nothing is pending, or only what was added during the flush
 */
public record FlushResult(long delivered, long failed, long pending, Optional<ExportFailure> failure) {}
