package dev.flagexporter.spi.store;

import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * Keeps the events of one type, with one offset per consumer. Corresponds to GO Feature Flag's {@code EventStore}, but
 * events are leased instead of processed under a lock, and consumers can be added and removed at any time.
 *
 * <p>Safe for use by many threads. Of one consumer's {@code lease}, {@code commit} and {@code release} only one may
 * run at a time.
 *
 * @param <T> the type of the events
 */
public interface EventStore<T extends ExportableEvent> {

    /**
     * Returns the id of this incarnation of the store. Offsets are unique only together with it.
     *
     * @return letters and digits; different after each restart
     */
    String id();

    /**
     * Appends an event. Never does I/O, and never throws because of the store's state. Waits for consumers only if
     * configured, for a limited time, and never on an I/O thread.
     *
     * @param event the event
     * @return whether the event was appended
     */
    AppendResult append(T event);

    /**
     * Appends all of the events, in order, or none of them.
     *
     * @param events the events; may be empty
     * @return whether all events were appended
     */
    AppendResult appendAll(List<? extends T> events);

    /**
     * Reserves room for all of the events, or for none of them. The caller appends them afterwards. May wait like
     * {@link #append}.
     *
     * @param events the events; may be empty
     * @return the reserved room, or the reason why there is none; the caller must close it
     */
    PreparedAppend prepare(List<? extends T> events);

    /**
     * Adds a consumer, also while events flow.
     *
     * @param consumerId a new id
     * @param start where it begins
     * @throws IllegalArgumentException when there is a consumer of this id
     */
    void addConsumer(String consumerId, ConsumerStart start);

    /**
     * Removes a consumer with all that is pending for it. Nothing happens when there is none of this id.
     *
     * @param consumerId the id it was added with
     */
    void removeConsumer(String consumerId);

    /**
     * Takes the consumer's next events on loan. After a release the same events come again.
     *
     * @param consumerId a consumer without a lease at the moment
     * @param limits how much at most
     * @return a lease, empty when nothing is pending
     * @throws IllegalArgumentException when there is no such consumer
     * @throws IllegalStateException when the consumer has a lease that is not settled
     */
    Lease<T> lease(String consumerId, LeaseLimits limits);

    /**
     * Settles a lease: the consumer's offset moves past it.
     *
     * @param lease a lease of this store
     * @throws IllegalStateException when it is settled already
     */
    void commit(Lease<T> lease);

    /**
     * Settles a lease: the consumer's offset stays where it was.
     *
     * @param lease a lease of this store
     * @throws IllegalStateException when it is settled already
     */
    void release(Lease<T> lease);

    /**
     * Runs an action once, soon after the consumer has so many events to lease or so many bytes; immediately if it has
     * them already. Replaces the previous action of this consumer. The action must not block. It never runs on a thread
     * that appends.
     *
     * @param consumerId a consumer
     * @param events number of events, at least 1; {@code Long.MAX_VALUE} for no number
     * @param bytes retained size of the events, at least 1; {@code Long.MAX_VALUE} for no size. A store may measure it
     *     by blocks of events, so the action may run late by one block
     * @param action the action
     * @throws IllegalArgumentException if there is no such consumer
     */
    void whenPending(String consumerId, long events, long bytes, Runnable action);

    /**
     * Says whether the consumer fails at present: it has not opened, it retries or it hangs. A store may make senders
     * wait for a consumer that is healthy and merely behind, but never for one that fails. A new consumer counts as
     * failing until this method says otherwise. Cheap, and safe to call from any thread.
     *
     * @param consumerId a consumer; an unknown one is ignored
     * @param failing whether it fails
     */
    void setFailing(String consumerId, boolean failing);

    /**
     * Returns whether the store is full at present because this consumer is behind.
     *
     * @param consumerId a consumer
     * @return false for a store or overflow policy without back-pressure
     * @throws IllegalArgumentException if there is no such consumer
     */
    boolean isPushingBack(String consumerId);

    /**
     * How many events the consumer has yet to commit, leased ones included.
     *
     * @param consumerId a consumer
     * @return the count, at least 0
     * @throws IllegalArgumentException when there is no such consumer
     */
    default long pendingEventCount(String consumerId) {
        return counts(consumerId).pending();
    }

    /**
     * How the consumer's events add up.
     *
     * @param consumerId a consumer
     * @return all counts of one moment
     * @throws IllegalArgumentException when there is no such consumer
     */
    ConsumerCounts counts(String consumerId);

    /**
     * How many events the store holds: those that at least one consumer has yet to take.
     *
     * @return the count, 0 without consumers
     */
    long totalEventCount();

    /**
     * Returns the retained size of the events that the consumer has yet to commit, leased ones included.
     *
     * @param consumerId a consumer
     * @return an estimate in bytes, at least 0; it may lag behind by the newest block of events
     * @throws IllegalArgumentException if there is no such consumer
     */
    long pendingBytes(String consumerId);

    /**
     * Returns the retained size of the events that at least one consumer has yet to take.
     *
     * @return an estimate in bytes, at least 0; it may lag behind by the newest block of events
     */
    long totalBytes();

    /**
     * Returns the number of events that the store did not append because it was full or they were too large. They are
     * in no consumer's counts.
     *
     * @param answer the answer to the sender; not {@link AppendResult#APPENDED}, and {@link AppendResult#CLOSED} need
     *     not be counted
     * @return the number since the store was created
     */
    long notAppendedEventCount(AppendResult answer);

    /**
     * Passes all pending events to a function and commits them when it returns, like GO Feature Flag's method.
     *
     * @param consumerId a consumer without a lease at the moment
     * @param processor what to do with the events; not called when nothing is pending
     * @throws Exception what the processor throws; the same events then come again
     * @throws IllegalArgumentException when there is no such consumer
     */
    default void processPendingEvents(String consumerId, EventProcessor<T> processor) throws Exception {
        Lease<T> lease = lease(consumerId, LeaseLimits.UNLIMITED);
        if (lease.isEmpty()) {
            return;
        }
        boolean processed = false;
        try {
            processor.process(lease.events());
            processed = true;
        } finally {
            if (processed) {
                commit(lease);
            } else {
                release(lease);
            }
        }
    }

    /**
     * Takes no more events from now on. Whatever was appended before can still be leased. May be repeated.
     */
    void stop();

    /**
     * What {@link EventStore#processPendingEvents} calls.
     *
     * @param <T> the type of the events
     */
    @FunctionalInterface
    interface EventProcessor<T extends ExportableEvent> {

        /**
         * Processes events.
         *
         * @param events never empty, unmodifiable
         * @throws Exception when they shall come again
         */
        void process(List<T> events) throws Exception;
    }
}
