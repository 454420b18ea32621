package dev.flagexporter;

import java.util.Optional;

/**
 * What a flush achieved.
 *
 * @param delivered events that arrived during the flush
 * @param pending events that are still to be delivered
 * @param failure why not everything was delivered; empty when it was, or was dropped for a reason that is counted
 */
public record FlushResult(long delivered, long pending, Optional<ExportFailure> failure) {}
