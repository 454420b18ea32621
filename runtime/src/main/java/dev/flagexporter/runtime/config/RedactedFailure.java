package dev.flagexporter.runtime.config;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.flagexporter.spi.ExportException;
import org.jspecify.annotations.Nullable;

/** What an exporter or a factory threw, without secrets. */
final class RedactedFailure {

    private final Secrets secrets;
    /** Who causes whom may go round in circles. */
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private RedactedFailure(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The same, unless it or one of its causes says a secret: then a copy that means the same to a delivery. */
    static Throwable of(Throwable thrown, Secrets secrets) {
        return new RedactedFailure(secrets).isNeededFor(thrown) ? new RedactedFailure(secrets).copy(thrown) : thrown;
    }

    private boolean isNeededFor(@Nullable Throwable thrown) {
        if (thrown == null || !seen.add(thrown)) {
            return false;
        }
        String text = thrown.toString();
        return !secrets.redact(text).equals(text)
                || isNeededFor(thrown.getCause())
                || Stream.of(thrown.getSuppressed()).anyMatch(this::isNeededFor);
    }

    private Exception copy(Throwable thrown) {
        seen.add(thrown);
        Exception copy = alike(thrown, copyUnlessSeen(thrown.getCause()));
        copy.setStackTrace(thrown.getStackTrace());
        Stream.of(thrown.getSuppressed())
                .map(this::copyUnlessSeen)
                .filter(Objects::nonNull)
                .forEach(copy::addSuppressed);
        return copy;
    }

    private @Nullable Exception copyUnlessSeen(@Nullable Throwable thrown) {
        return thrown == null || seen.contains(thrown) ? null : copy(thrown);
    }

    private Exception alike(Throwable thrown, @Nullable Throwable cause) {
        String message = secrets.redact(String.valueOf(thrown.getMessage()));
        if (thrown instanceof ExportException export) {
            return copy(export, message, cause);
        }
        return new ExportException(thrown.getClass().getName() + ": " + message, cause);
    }

    private static ExportException copy(ExportException original, String message, @Nullable Throwable cause) {
        ExportException copy = meaningTheSame(original, message, cause);
        original.retryAfter().ifPresent(copy::retryAfter);
        return copy;
    }

    private static ExportException meaningTheSame(ExportException original, String message, @Nullable Throwable cause) {
        if (original.isPermanent()) {
            return ExportException.rejected(message, cause);
        }
        if (original.failedPositions().isEmpty() && original.rejectedPositions().isEmpty()) {
            return new ExportException(message, cause);
        }
        return ExportException.partial(message, cause, original.failedPositions(), original.rejectedPositions());
    }
}
