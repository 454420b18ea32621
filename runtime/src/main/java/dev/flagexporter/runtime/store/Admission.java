package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.store.AppendResult;

/** Decides whether events may go into the log. */
interface Admission {

    /**
     * Asks for room for events that go into the log together.
     *
     * @param events how many events
     * @param bytes their size, if they are to be counted at once; 0 for an event that is counted with its chunk
     * @return {@link AppendResult#APPENDED} when they have room, and have to be appended or given back; else the answer to
     *     the sender
     */
    AppendResult admit(int events, long bytes);

    /** Gives back the room of events that were admitted and were not appended after all. */
    void giveBack(int events, long bytes);

    /** Events that were admitted with a size are in the log. */
    void appended(long bytes);

    /** The log has another chunk, so the size of an earlier one is known. */
    void stepped();

    /** A consumer has committed events, is gone, or fails: there may be room. */
    void consumersMovedOn();

    /** The oldest offset that a new consumer may begin at, asked within {@link #holdStill}. */
    long earliestStart();

    /** Runs an action that adds a consumer, or makes one count, while no room is made for events that it has yet to get. */
    void holdStill(Runnable action);

    /** Keeps no thread waiting any more. */
    void close();
}
