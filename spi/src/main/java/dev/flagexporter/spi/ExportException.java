package dev.flagexporter.spi;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A batch could not be exported. Say with it whether sending the batch again can help: a {@linkplain #rejected
 * rejected} one will not be sent again, any other one will.
 */
public class ExportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean permanent;
    private final Set<Integer> rejected;

    /**
     * A temporary failure: the batch comes again.
     *
     * @param message what failed, without secrets
     */
    public ExportException(String message) {
        this(message, null);
    }

    /**
     * A temporary failure: the batch comes again.
     *
     * @param message what failed, without secrets
     * @param cause why; null when it is all in the message
     */
    public ExportException(String message, @Nullable Throwable cause) {
        this(message, cause, false, Set.of());
    }

    private ExportException(String message, @Nullable Throwable cause, boolean permanent, Set<Integer> rejected) {
        super(message, cause);
        this.permanent = permanent;
        this.rejected = rejected;
    }

    /**
     * The destination will never take this batch as it is, and which event is to blame is not known. The batch is
     * divided until the events to blame stand alone; these are dropped, the others delivered.
     *
     * @param message what the destination said, without secrets
     * @param cause why; null when it is all in the message
     * @return the exception to throw
     */
    public static ExportException rejected(String message, @Nullable Throwable cause) {
        return new ExportException(message, cause, true, Set.of());
    }

    /**
     * The destination will never take some of the events; none of the others has been delivered. The named ones are
     * dropped, the others sent again.
     *
     * @param message what the destination said, without secrets
     * @param cause why; null when it is all in the message
     * @param positions the positions of the refused events within the batch, counted from 0; not empty
     * @return the exception to throw
     */
    public static ExportException rejected(String message, @Nullable Throwable cause, Set<Integer> positions) {
        return new ExportException(message, cause, true, Set.copyOf(positions));
    }

    /**
     * Whether sending the same events again cannot help.
     *
     * @return true for a rejected batch
     */
    public final boolean isPermanent() {
        return permanent;
    }

    /**
     * The events that are to blame for a permanent failure.
     *
     * @return positions within the batch, counted from 0; empty when they are not known
     */
    public final Set<Integer> rejectedPositions() {
        return rejected;
    }
}
