package dev.flagexporter.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A batch was not delivered, or not as a whole. It says what to do with each event of the batch:
 *
 * <ul>
 *   <li>{@linkplain #ExportException(String, Throwable) A transient failure} of the whole batch: the batch is exported again.
 *   <li>{@linkplain #rejected(String, Throwable) A permanent rejection} of the whole batch that names no event: the batch is
 *       bisected until the events that the destination rejects are isolated.
 *   <li>{@linkplain #partial(String, Throwable, Set, Set) A partial failure} that names positions: the failed events are
 *       exported again, {@code on-rejected} decides what happens to the rejected ones, and all others count as delivered.
 * </ul>
 *
 * <p>Positions count from 0 within the batch. An exception that names a position outside the batch, or one position
 * twice, is not believed: the whole batch counts as failed.
 */
public class ExportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean permanent;
    private final Set<Integer> failed;
    private final Set<Integer> rejected;
    private @Nullable Duration retryAfter;

    /**
     * Creates a transient failure of the whole batch, which is exported again.
     *
     * @param message what failed, without secrets
     */
    public ExportException(String message) {
        this(message, null);
    }

    /**
     * Creates a transient failure of the whole batch, which is exported again.
     *
     * @param message what failed, without secrets
     * @param cause the cause; null when the message says it all
     */
    public ExportException(String message, @Nullable Throwable cause) {
        this(message, cause, false, Set.of(), Set.of());
    }

    private ExportException(
            String message, @Nullable Throwable cause, boolean permanent, Set<Integer> failed, Set<Integer> rejected) {
        super(message, cause);
        this.permanent = permanent;
        this.failed = failed;
        this.rejected = rejected;
    }

    /**
     * Creates a permanent rejection of the whole batch: nothing was delivered, and the destination does not say which
     * event it rejects. The batch is bisected until the rejected events are isolated.
     *
     * @param message what the destination answered, without secrets
     * @param cause the cause; null when the message says it all
     * @return the exception to throw
     */
    public static ExportException rejected(String message, @Nullable Throwable cause) {
        return new ExportException(message, cause, true, Set.of(), Set.of());
    }

    /**
     * Creates a partial failure. Every event that is in neither set was delivered. A destination that stores nothing
     * because of one bad event has failed for all the others: name these as failed, they are exported again at once.
     *
     * @param message what the destination answered, without secrets
     * @param cause the cause; null when the message says it all
     * @param failed positions of the events that failed temporarily; may be empty
     * @param rejected positions of the events that the destination permanently rejects; may be empty
     * @return the exception to throw
     * @throws IllegalArgumentException if both sets are empty: then there is nothing to throw
     */
    public static ExportException partial(
            String message, @Nullable Throwable cause, Set<Integer> failed, Set<Integer> rejected) {
        if (failed.isEmpty() && rejected.isEmpty()) {
            throw new IllegalArgumentException("a partial failure must name at least one failed or rejected event");
        }
        return new ExportException(message, cause, false, Set.copyOf(failed), Set.copyOf(rejected));
    }

    /**
     * Sets how long the destination asked to wait, such as the value of an HTTP {@code Retry-After} header. The next
     * attempt does not start earlier, unless a flush is requested explicitly. The wait is bounded by the larger of
     * {@code retry.max-backoff} and 5 minutes.
     *
     * @param wait the time to wait from now on; a negative time counts as none
     * @return this exception
     */
    public final ExportException retryAfter(Duration wait) {
        retryAfter = wait;
        return this;
    }

    /**
     * Returns whether this is a permanent rejection of the whole batch that names no event.
     *
     * @return true for {@link #rejected(String, Throwable)}
     */
    public final boolean isPermanent() {
        return permanent;
    }

    /**
     * Returns the events that failed temporarily.
     *
     * @return an unmodifiable set of positions; empty when the failure names none
     */
    public final Set<Integer> failedPositions() {
        return failed;
    }

    /**
     * Returns the events that the destination permanently rejects.
     *
     * @return an unmodifiable set of positions; empty when the failure names none
     */
    public final Set<Integer> rejectedPositions() {
        return rejected;
    }

    /**
     * Returns how long the destination asked to wait.
     *
     * @return the wait; empty when it asked for none
     */
    public final Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
