package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.store.AppendResult;

/** Decides whether events may go into the log. */
interface Admission {

    /**
     * Asks for room for events that go into the log together.
     *
     * @return {@link AppendResult#APPENDED} when they have it, and have to be appended or given back; else what to
     *     answer
     */
    AppendResult admit(int events);

    /** Gives back the room of events that were admitted and are not appended after all. */
    void giveBack(int events);

    /** Tells that a consumer has committed events, or is gone. */
    void consumersMovedOn();

    /** The oldest offset that a new consumer may begin at, asked within {@link #holdStill}. */
    long earliestStart();

    /** Runs an action that adds a consumer, while no room is made for events that it would be the last to keep. */
    void holdStill(Runnable action);

    /** Keeps nobody waiting any more. */
    void close();
}
