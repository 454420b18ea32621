package dev.flagexporter.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.flagexporter.runtime.deadletter.DeadLetterFullPolicy;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.runtime.delivery.DeliverySettings.DeadLetterSettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.Disposal;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.store.LeaseLimits;

/** Checks the keys that every exporter has. A wrong one is reported and read as if it had its default. */
final class ExporterSettingsReader {

    private static final String KIND = "kind";
    private static final String FLUSH_INTERVAL = "flush-interval";
    private static final String INITIAL_BACKOFF = "retry.initial-backoff";
    private static final String MAX_BACKOFF = "retry.max-backoff";
    private static final String MAX_ATTEMPTS = "retry.max-attempts";
    private static final String MAX_ELAPSED = "retry.max-elapsed";
    private static final String DEAD_LETTER_DIRECTORY = "dead-letter.directory";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
    private static final Duration ONE_HOUR = Duration.ofHours(1);

    /** A longer flush interval is probably a mistake. */
    private static final Duration LONG_INTERVAL = ONE_HOUR;

    /** A longer flush interval is certainly a mistake. */
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    private static final long DEFAULT_BATCH_BYTES = 64 * 1024 * 1024;
    private static final long DEFAULT_DEAD_LETTER_BYTES = 1024 * 1024 * 1024;

    private final String name;
    private final ExporterView view;
    private final ExporterProblems problems;
    private final ValueReader values;

    ExporterSettingsReader(String name, ExporterView view, ExporterProblems problems) {
        this.name = name;
        this.view = view;
        this.problems = problems;
        this.values = new ValueReader(view::valueOf, problems);
    }

    /** The settings; empty when the exporter is disabled, and then nothing else of it is looked at. */
    Optional<ExporterSettings> read() {
        if (!values.flag("enabled", true)) {
            return Optional.empty();
        }
        checkName();
        return Optional.of(new ExporterSettings(
                name,
                kind(),
                values.choice("event-type", EventType::configuredName, List.of(EventType.values())),
                new FlushTrigger(flushInterval(), values.number("max-event-in-memory", Long.MAX_VALUE, 100_000)),
                new LeaseLimits(
                        (int) values.number("batch.max-events", Integer.MAX_VALUE, 100_000),
                        values.bytes("batch.max-bytes", 1, DEFAULT_BATCH_BYTES)),
                values.positive("attempt-timeout", ONE_MINUTE),
                retry(),
                failurePolicy(),
                // by the view: it knows what environment variables mean
                view.entries(CommonKeys.FORMAT_OPTIONS)));
    }

    private void checkName() {
        if (!NAME.matcher(name).matches()) {
            problems.addName(
                    "is not a valid name of an exporter",
                    "Use 1 to 64 letters, digits, dots, underscores and hyphens, for example lake");
        }
    }

    private String kind() {
        if (!values.isSet(KIND)) {
            problems.add(
                    KIND,
                    null,
                    "is missing",
                    misspeltKind()
                            .map(key -> "Did you mean kind instead of " + key + "?")
                            .orElse("Set it to the kind of a plugin on the class path, for example file"));
            return "";
        }
        return values.string(KIND);
    }

    private Optional<String> misspeltKind() {
        return view.getPropertyNames().stream()
                .map(view::keyOf)
                .filter(key -> !CommonKeys.contains(key))
                .filter(key -> Nearest.to(key, List.of(KIND)).isPresent())
                .findFirst();
    }

    private Duration flushInterval() {
        Duration interval = values.duration(FLUSH_INTERVAL, ONE_MINUTE);
        if (interval.compareTo(ONE_SECOND) < 0) {
            values.addProblem(
                    FLUSH_INTERVAL,
                    "is shorter than one second",
                    "Use whole seconds from 1s on, for example 60s; max-event-in-memory flushes sooner when many events come");
        } else if (!interval.equals(interval.truncatedTo(ChronoUnit.SECONDS))) {
            values.addProblem(FLUSH_INTERVAL, "has a fraction of a second", "Use whole seconds, for example 2s");
        } else if (interval.compareTo(LONGEST_INTERVAL) > 0) {
            values.addProblem(
                    FLUSH_INTERVAL,
                    "is " + hours(interval) + " hours",
                    meantMilliseconds("Use at most 24h, for example 60s"));
        } else if (interval.compareTo(LONG_INTERVAL) > 0) {
            problems.warn(
                    FLUSH_INTERVAL,
                    values.text(FLUSH_INTERVAL),
                    "is " + hours(interval) + " hours, and that long events wait in memory",
                    meantMilliseconds("Use a shorter interval, if that is not intended, for example 60s"));
        }
        return interval;
    }

    private static String hours(Duration interval) {
        return String.format(Locale.ROOT, "%.1f", interval.toSeconds() / 3600.0);
    }

    /** The same key of GO Feature Flag is a number of milliseconds; here, a number without a unit is in seconds. */
    private String meantMilliseconds(String otherwise) {
        String number = values.text(FLUSH_INTERVAL);
        if (!NUMBER.matcher(number).matches()) {
            return otherwise;
        }
        return "Did you mean %sms? A number without a unit is in seconds. %s".formatted(number, otherwise);
    }

    private Duration maxBackoff(Duration initial) {
        Duration max = values.positive(MAX_BACKOFF, ONE_MINUTE);
        if (max.compareTo(initial) < 0 && values.areValid(MAX_BACKOFF, INITIAL_BACKOFF)) {
            values.addProblem(MAX_BACKOFF, "is shorter than " + INITIAL_BACKOFF, "Make it at least as long");
        }
        return max;
    }

    private RetrySettings retry() {
        Duration initialBackoff = values.positive(INITIAL_BACKOFF, ONE_SECOND);
        return new RetrySettings(
                initialBackoff,
                maxBackoff(initialBackoff),
                values.isSet(MAX_ATTEMPTS)
                        ? (int) values.number(MAX_ATTEMPTS, Integer.MAX_VALUE, 10)
                        : RetrySettings.UNLIMITED,
                values.isSet(MAX_ELAPSED) ? Optional.of(values.positive(MAX_ELAPSED, ONE_HOUR)) : Optional.empty());
    }

    private FailurePolicy failurePolicy() {
        Disposal onExhausted = disposal("on-exhausted", Disposal.KEEP, Disposal.DEAD_LETTER, Disposal.DROP);
        Disposal onRejected = disposal("on-rejected", Disposal.DROP, Disposal.DEAD_LETTER);
        DeadLetterLimit limit = new DeadLetterLimit(
                values.bytes("dead-letter.max-size", DeadLetterLimit.SMALLEST, DEFAULT_DEAD_LETTER_BYTES),
                values.choice(
                        "dead-letter.on-full",
                        DeadLetterFullPolicy::configuredName,
                        List.of(DeadLetterFullPolicy.values())));
        return new FailurePolicy(
                onExhausted,
                onRejected,
                deadLetterDirectory(onExhausted, onRejected)
                        .map(directory -> new DeadLetterSettings(directory, limit)));
    }

    /** One of the policies; the first is the one that does no harm. */
    private Disposal disposal(String key, Disposal... allowed) {
        return values.choice(key, Disposal::configuredName, List.of(allowed));
    }

    private Optional<Path> deadLetterDirectory(Disposal... policies) {
        if (values.isSet(DEAD_LETTER_DIRECTORY)) {
            return values.directory(DEAD_LETTER_DIRECTORY);
        }
        if (List.of(policies).contains(Disposal.DEAD_LETTER)) {
            problems.add(
                    DEAD_LETTER_DIRECTORY,
                    null,
                    "is missing",
                    "Set it, for example to /var/lib/flag-exporter, because on-exhausted or on-rejected is dead-letter");
        }
        return Optional.empty();
    }
}
