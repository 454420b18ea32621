package dev.flagexporter.runtime.config;

import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * The keys that every exporter has: names, defaults and documentation. The values are read by {@link ExporterSettingsReader},
 * so that one message can list all problems, including those of the plugins' own keys.
 */
public interface ExporterConfig {

    /**
     * Kind of the exporter, for example {@code file}: one of the plugins on the class path. Required.
     *
     * @return the kind
     */
    Optional<String> kind();

    /**
     * Whether the exporter is used: {@code true} or {@code false}.
     *
     * @return true or false
     */
    @WithDefault("true")
    Optional<String> enabled();

    /**
     * Type of the events to export: {@code feature} or {@code tracking}.
     *
     * @return the event type
     */
    @WithDefault("feature")
    Optional<String> eventType();

    /**
     * Interval at which pending events are exported, in whole seconds, for example {@code 60s} or {@code 5m}; at least one
     * second and at most {@code 24h}. More than an hour is logged as a warning. Has no effect on kinds that send each event immediately.
     *
     * @return a duration
     */
    @WithDefault("60s")
    Optional<String> flushInterval();

    /**
     * Number of pending events at which the exporter flushes before its interval is over; at least 1. More than half of the
     * store's capacity counts as half, so that the flush happens before events are dropped. Has no effect on kinds that send
     * each event immediately.
     *
     * @return a number of events
     */
    @WithDefault("100000")
    Optional<String> maxEventInMemory();

    /**
     * Timeout of an attempt to export a batch or to open the exporter. The attempt is then interrupted and retried. An
     * exporter that ignores the interrupt is replaced by a new instance two seconds later; its batch is sent again and
     * counted as possibly duplicated.
     *
     * @return a duration
     */
    @WithDefault("60s")
    Optional<String> attemptTimeout();

    /**
     * The size of a batch.
     *
     * @return the group
     */
    BatchConfig batch();

    /**
     * Retries after a failure.
     *
     * @return the group
     */
    RetryConfig retry();

    /**
     * Policy for a batch that failed {@code retry.max-attempts} times, or for {@code retry.max-elapsed}: {@code keep}
     * continues to retry, {@code dead-letter} writes its events to the dead-letter file, and {@code drop} drops and counts
     * them. The default is to retry, because the capacity of the event store bounds memory.
     *
     * @return the policy
     */
    @WithDefault("keep")
    Optional<String> onExhausted();

    /**
     * Policy for events that the destination permanently rejects: {@code drop} drops and counts them, {@code dead-letter}
     * writes them to the dead-letter file.
     *
     * @return the policy
     */
    @WithDefault("drop")
    Optional<String> onRejected();

    /**
     * The dead-letter file.
     *
     * @return the group
     */
    DeadLetterConfig deadLetter();

    /**
     * Options of the format, if it has any.
     *
     * @return the options
     */
    @ConfigDocMapKey("option")
    Map<String, ConfigValue> formatOptions();

    /**
     * The keys of the kind, see its documentation. They are here only so that they are known; an unresolved expression in
     * them is not reported here.
     *
     * @return everything below the exporter's name
     */
    @WithParentName
    @ConfigDocMapKey("key-of-the-kind")
    Map<String, ConfigValue> properties();

    /** The size of a batch. */
    interface BatchConfig {

        /**
         * Maximum number of events per batch; at least 1. A flush of more events sends several batches.
         *
         * @return a number of events
         */
        @WithDefault("100000")
        Optional<String> maxEvents();

        /**
         * Approximate maximum size of a batch, measured as JSON; at least 1. A single larger event is a batch of its own.
         *
         * @return a size such as {@code 64M}
         */
        @WithDefault("64M")
        Optional<String> maxBytes();
    }

    /** The dead-letter file. */
    interface DeadLetterConfig {

        /**
         * Directory of the dead-letter file, {@code <exporter>.dead-letters.jsonl}: one JSON object per line, with the
         * event and why it was given up, on the disk before the event counts as dead-lettered. Required when a policy is
         * {@code dead-letter}; created if missing. One application at a time uses the file: a second one with an exporter
         * of the same name keeps such events pending until the first has ended. See docs/delivery.md.
         *
         * @return a directory
         */
        Optional<String> directory();

        /**
         * Maximum size of the dead-letter file; at least {@code 1M}. An empty file accepts a batch of any size. A replay
         * of the dead letters makes room; until then, {@code dead-letter.on-full} applies.
         *
         * @return a size such as {@code 500M}
         */
        @WithDefault("1G")
        Optional<String> maxSize();

        /**
         * Policy for events that do not fit into the dead-letter file: {@code keep} keeps them pending, and the exporter
         * retries with backoff and reports the failure; {@code drop} drops and counts them.
         *
         * @return the policy
         */
        @WithDefault("keep")
        Optional<String> onFull();
    }

    /** Retries after a failure. */
    interface RetryConfig {

        /**
         * Maximum backoff before the second attempt. It doubles with each further attempt; the backoff itself is random
         * between zero and that value ("full jitter"), so that instances do not retry at the same time.
         *
         * @return a duration
         */
        @WithDefault("1s")
        Optional<String> initialBackoff();

        /**
         * Maximum backoff between two attempts, however many failed.
         *
         * @return a duration
         */
        @WithDefault("60s")
        Optional<String> maxBackoff();

        /**
         * Number of failed attempts at a batch after which {@code on-exhausted} applies; at least 1. No limit by default. An
         * exporter that cannot be opened for the batch is a failed attempt, too. After an attempt that failed in part, the
         * remaining events are a new batch.
         *
         * @return a number of attempts
         */
        Optional<String> maxAttempts();

        /**
         * Time after the first attempt at a batch after which {@code on-exhausted} applies. No limit by default. It is checked
         * when an attempt fails, so a backoff and an attempt may exceed it.
         *
         * @return a duration
         */
        Optional<String> maxElapsed();
    }
}
