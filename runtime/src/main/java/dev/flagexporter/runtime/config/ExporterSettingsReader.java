package dev.flagexporter.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static final String DEAD_LETTER_DIRECTORY = "dead-letter.directory";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final String name;
    private final ExporterConfig config;
    private final Map<String, String> formatOptions;
    private final ExporterProblems problems;
    private final CommonValues values;

    /** The options are not looked at. */
    ExporterSettingsReader(
            String name, ExporterConfig config, Map<String, String> formatOptions, ExporterProblems problems) {
        this.name = name;
        this.config = config;
        this.formatOptions = formatOptions;
        this.problems = problems;
        this.values = new CommonValues(problems);
    }

    /** The settings; empty when the exporter is disabled, and then nothing else of it is looked at. */
    Optional<ExporterSettings> read() {
        if (!enabled()) {
            return Optional.empty();
        }
        checkName();
        return Optional.of(new ExporterSettings(
                name,
                kind(),
                eventType(),
                new FlushTrigger(
                        flushInterval(),
                        values.number("max-event-in-memory", config.maxEventInMemory(), Long.MAX_VALUE, 100_000)),
                new LeaseLimits(
                        (int) values.number("batch.max-events", config.batch().maxEvents(), Integer.MAX_VALUE, 100_000),
                        values.bytes("batch.max-bytes", config.batch().maxBytes(), 1)),
                values.positive("attempt-timeout", config.attemptTimeout(), Duration.ofSeconds(60)),
                retry(config.retry()),
                failurePolicy(),
                formatOptions));
    }

    private boolean enabled() {
        if (!config.enabled().equals("true") && !config.enabled().equals("false")) {
            problems.add("enabled", config.enabled(), "is neither true nor false", "Use one of the two");
        }
        return !config.enabled().equals("false");
    }

    private void checkName() {
        if (!NAME.matcher(name).matches()) {
            problems.addName(
                    "is not a name for an exporter", "Use 1 to 64 letters, digits, dots, underscores and hyphens");
        }
    }

    private String kind() {
        if (config.kind().isEmpty()) {
            problems.add(
                    "kind", null, "is missing", "Set it to the kind of a plugin on the class path, for example file");
        }
        return config.kind().orElse("");
    }

    private EventType eventType() {
        Optional<EventType> type = Arrays.stream(EventType.values())
                .filter(candidate -> candidate.configuredName().equals(config.eventType()))
                .findFirst();
        if (type.isEmpty()) {
            problems.add("event-type", config.eventType(), "is not an event type", "Use feature or tracking");
        }
        return type.orElse(EventType.FEATURE);
    }

    private Duration flushInterval() {
        Duration interval = values.duration("flush-interval", config.flushInterval(), Duration.ofSeconds(60));
        if (interval.compareTo(ONE_SECOND) < 0) {
            problems.add(
                    "flush-interval",
                    config.flushInterval(),
                    "is shorter than one second",
                    "Use whole seconds from 1s on; max-event-in-memory flushes sooner when many events come");
        } else if (!interval.equals(interval.truncatedTo(ChronoUnit.SECONDS))) {
            problems.add("flush-interval", config.flushInterval(), "has a fraction of a second", "Use whole seconds");
        }
        return interval;
    }

    private Duration maxBackoff(Duration initial) {
        Duration max = values.positive("retry.max-backoff", config.retry().maxBackoff(), Duration.ofSeconds(60));
        if (max.compareTo(initial) < 0) {
            problems.add(
                    "retry.max-backoff",
                    config.retry().maxBackoff(),
                    "is shorter than retry.initial-backoff",
                    "Make it at least as long");
        }
        return max;
    }

    private RetrySettings retry(ExporterConfig.RetryConfig retry) {
        Duration initialBackoff = values.positive("retry.initial-backoff", retry.initialBackoff(), ONE_SECOND);
        return new RetrySettings(
                initialBackoff,
                maxBackoff(initialBackoff),
                retry.maxAttempts()
                        .map(value -> (int) values.number("retry.max-attempts", value, Integer.MAX_VALUE, 1))
                        .orElse(RetrySettings.UNLIMITED),
                retry.maxElapsed().map(value -> values.positive("retry.max-elapsed", value, ONE_SECOND)));
    }

    private FailurePolicy failurePolicy() {
        Disposal onExhausted = values.disposal(
                "on-exhausted", config.onExhausted(), Disposal.KEEP, Disposal.DEAD_LETTER, Disposal.DROP);
        Disposal onRejected = values.disposal("on-rejected", config.onRejected(), Disposal.DROP, Disposal.DEAD_LETTER);
        DeadLetterLimit limit = deadLetterLimit();
        return new FailurePolicy(
                onExhausted,
                onRejected,
                deadLetterDirectory(onExhausted, onRejected)
                        .map(directory -> new DeadLetterSettings(directory, limit)));
    }

    private DeadLetterLimit deadLetterLimit() {
        ExporterConfig.DeadLetterConfig deadLetter = config.deadLetter();
        return new DeadLetterLimit(
                values.bytes("dead-letter.max-size", deadLetter.maxSize(), DeadLetterLimit.SMALLEST),
                values.choice(
                        "dead-letter.on-full",
                        deadLetter.onFull(),
                        DeadLetterFullPolicy::configuredName,
                        List.of(DeadLetterFullPolicy.values())));
    }

    private Optional<Path> deadLetterDirectory(Disposal... policies) {
        Optional<String> configured = config.deadLetter().directory();
        if (configured.isEmpty() && List.of(policies).contains(Disposal.DEAD_LETTER)) {
            problems.add(
                    DEAD_LETTER_DIRECTORY,
                    null,
                    "is missing",
                    "Set it, because on-exhausted or on-rejected is dead-letter");
        }
        return configured.flatMap(directory -> values.directory(DEAD_LETTER_DIRECTORY, directory));
    }
}
