package dev.flagexporter.spi;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Some events of a batch failed temporarily, and all the others have arrived. The failed ones are a new delivery with
 * an id of its own, and come again without the others.
 */
public class PartialExportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Set<Integer> failed;

    /**
     * Names the events that failed.
     *
     * @param message what failed, without secrets
     * @param cause why; null when it is all in the message
     * @param positions the positions of the failed events within the batch, counted from 0; not empty
     */
    public PartialExportException(String message, @Nullable Throwable cause, Set<Integer> positions) {
        super(message, cause);
        this.failed = Set.copyOf(positions);
    }

    /**
     * The events that failed.
     *
     * @return positions within the batch, counted from 0
     */
    public final Set<Integer> failedPositions() {
        return failed;
    }
}
