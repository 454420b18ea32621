package dev.flagexporter;

import java.util.Optional;

/**
 * The result of a flush.
 *
 * @param delivered events that were delivered during the flush
 * @param failed events that were given up during the flush, because the destination permanently rejected them or retries were
 *     exhausted: they were dropped or became dead letters, see {@link ExporterCounts}
 * @param pending pending events, including those that were added during the flush
 * @param failure why the flush ended early; empty if nothing is pending, or only events that were added during the flush
 */
public record FlushResult(long delivered, long failed, long pending, Optional<ExportFailure> failure) {}
