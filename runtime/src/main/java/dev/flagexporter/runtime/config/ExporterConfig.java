package dev.flagexporter.runtime.config;

import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * The keys that every exporter has. They are texts here, and checked by the extension itself, so that one message
 * can list everything that is wrong, the plugins' own keys included.
 */
public interface ExporterConfig {

    /**
     * What kind of exporter it is, for example {@code file}: one of the plugins on the class path. Mandatory.
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
    String enabled();

    /**
     * The events to export: {@code feature} or {@code tracking}.
     *
     * @return the event type
     */
    @WithDefault("feature")
    String eventType();

    /**
     * How often pending events are exported, in whole seconds, for example {@code 60s} or {@code 5m}; at least one
     * second. Means nothing to kinds that send each event at once.
     *
     * @return a duration
     */
    @WithDefault("60s")
    String flushInterval();

    /**
     * How many pending events make the exporter flush before its interval is over; at least 1. More than half of the
     * store's capacity counts as half, so that the flush comes before events are lost. Means nothing to kinds
     * that send each event at once.
     *
     * @return a number of events
     */
    @WithDefault("100000")
    String maxEventInMemory();

    /**
     * How long an attempt at a batch, or at opening the exporter, may take. Then it is interrupted and fails, to be
     * retried. An exporter that ignores the interrupt is replaced by a new instance two seconds later; what it was
     * sending is sent again and counted as possibly doubled.
     *
     * @return a duration
     */
    @WithDefault("60s")
    String attemptTimeout();

    /**
     * The size of a batch.
     *
     * @return the group
     */
    BatchConfig batch();

    /**
     * What happens after a failure.
     *
     * @return the group
     */
    RetryConfig retry();

    /**
     * What happens to a batch that has failed {@code retry.max-attempts} times, or for {@code retry.max-elapsed}:
     * {@code keep} goes on trying, {@code dead-letter} writes its events to the dead letter file, and {@code drop} drops
     * and counts them. To go on is the default, because
     * the capacity of the event store bounds memory anyway.
     *
     * @return the policy
     */
    @WithDefault("keep")
    String onExhausted();

    /**
     * What happens to events that the destination refuses for good: {@code drop} drops and counts them,
     * {@code dead-letter} writes them to the dead letter file.
     *
     * @return the policy
     */
    @WithDefault("drop")
    String onRejected();

    /**
     * The dead-letter file.
     *
     * @return the group
     */
    DeadLetterConfig deadLetter();

    /**
     * Options for the format, where the format has any.
     *
     * @return the options
     */
    @ConfigDocMapKey("option")
    Map<String, String> formatOptions();

    /**
     * The keys of the kind, see its documentation. Here only so that they are known; an expression in them that refers to
     * nothing is not reported here.
     *
     * @return everything below the exporter's name
     */
    @WithParentName
    @ConfigDocMapKey("key-of-the-kind")
    Map<String, ConfigValue> properties();

    /** The size of a batch. */
    interface BatchConfig {

        /**
         * The most events in a batch; at least 1. A flush with more pending makes several batches.
         *
         * @return a number of events
         */
        @WithDefault("100000")
        String maxEvents();

        /**
         * About the most bytes in a batch, measured as JSON; at least 1. A single larger event is a batch of its own.
         *
         * @return a size such as {@code 64M}
         */
        @WithDefault("64M")
        String maxBytes();
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
        String maxSize();

        /**
         * Policy for events that do not fit into the dead-letter file: {@code keep} keeps them pending, and the exporter
         * retries with backoff and reports the failure; {@code drop} drops and counts them.
         *
         * @return the policy
         */
        @WithDefault("keep")
        String onFull();
    }

    /** What happens after a failure. */
    interface RetryConfig {

        /**
         * The longest wait before the second attempt. It doubles with each further attempt; the wait itself is drawn
         * at random between zero and that ("full jitter"), so that instances do not retry in step.
         *
         * @return a duration
         */
        @WithDefault("1s")
        String initialBackoff();

        /**
         * The longest wait between two attempts, however many have failed.
         *
         * @return a duration
         */
        @WithDefault("60s")
        String maxBackoff();

        /**
         * How many attempts at a batch may fail until {@code on-exhausted} applies; at least 1. Without it there is no
         * limit. That the exporter cannot be opened for the batch is a failed attempt, too. An attempt that failed in
         * part is the end of its batch: what remains is a new one.
         *
         * @return a number of attempts
         */
        Optional<String> maxAttempts();

        /**
         * How long after its first attempt a batch is retried until {@code on-exhausted} applies. Without it there is
         * no limit. It is looked at when an attempt has failed, so the time may be exceeded by a wait and an attempt.
         *
         * @return a duration
         */
        Optional<String> maxElapsed();
    }
}
