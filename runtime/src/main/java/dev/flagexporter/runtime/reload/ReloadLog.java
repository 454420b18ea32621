package dev.flagexporter.runtime.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import dev.flagexporter.ReloadResult;
import dev.flagexporter.runtime.log.RateLimitedLog;
import org.jboss.logging.Logger;

/** Logs the results of reloads. The same problems are logged at most once a minute, other ones immediately. */
final class ReloadLog {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");
    private static final Duration BETWEEN_EQUAL_PROBLEMS = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private Optional<String> problems = Optional.empty();
    private RateLimitedLog log;
    private List<String> awaitingRestart = List.of();
    private List<String> missing = List.of();

    ReloadLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.log = newLog();
    }

    private RateLimitedLog newLog() {
        return new RateLimitedLog(LOG, BETWEEN_EQUAL_PROBLEMS, nanoTime);
    }

    /** The files are those that were deleted or emptied before the reload. */
    void reloaded(ReloadResult result, List<Path> lost) {
        switch (result.outcome()) {
            case APPLIED -> logApplied(result, lost);
            case UNCHANGED -> LOG.debug("The configuration was read again, and there was nothing to apply");
            case INVALID -> logProblems(result.problems());
        }
        if (result.problems().isEmpty()) {
            logAwaitingRestart(result.awaitingRestart());
        }
    }

    private static void logApplied(ReloadResult result, List<Path> lost) {
        if (lost.isEmpty() || result.removed().isEmpty()) {
            LOG.infof("The configuration was reloaded: %s", description(result));
        } else {
            LOG.warnf(
                    "The configuration was reloaded: %s. These files were deleted or are empty: %s",
                    description(result), lost.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
    }

    private static String description(ReloadResult result) {
        List<String> parts = new ArrayList<>();
        addPart(parts, "removed", result.removed());
        addPart(parts, "changed", result.changed());
        addPart(parts, "added", result.added());
        parts.add(result.unchanged().size() + " unchanged");
        if (!result.changedKeys().isEmpty()) {
            parts.add("changed keys are " + String.join(", ", result.changedKeys()));
        }
        return String.join("; ", parts);
    }

    private static void addPart(List<String> parts, String what, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(what + " \"" + String.join("\", \"", names) + "\"");
        }
    }

    private void logProblems(Optional<String> reasons) {
        if (!reasons.equals(problems)) {
            problems = reasons;
            log = newLog();
        }
        log.error(
                "problems",
                () -> "The new configuration is invalid and not applied; the previous one stays in use. "
                        + reasons.orElse(""));
    }

    private void logAwaitingRestart(List<String> keys) {
        problems = Optional.empty();
        if (!keys.equals(awaitingRestart) && !keys.isEmpty()) {
            LOG.warnf(
                    "These keys have changed and take effect with the next start only, or if they are fixed when the application is built, with the next build: %s",
                    String.join(", ", keys));
        }
        awaitingRestart = keys;
    }

    /** Logs once which configured locations do not exist: Quarkus itself does not. */
    void missing(List<String> locations) {
        if (!locations.equals(missing) && !locations.isEmpty()) {
            LOG.warnf(
                    "These locations of the configuration do not exist, and nothing is read from them until they do: %s. Correct them, if that is not intended, in quarkus.config.locations or smallrye.config.source.file.locations",
                    String.join(", ", locations));
        }
        missing = locations;
    }
}
