package dev.flagexporter.spi.store;

import java.util.function.Supplier;

/**
 * Events that have reserved room in a store and are not in it yet. So events of several stores can be appended together or not
 * at all. Close it soon in any case: no other events get the room. Used by one thread.
 */
public interface PreparedAppend extends AutoCloseable {

    /**
     * Returns whether the events have room.
     *
     * @return {@link AppendResult#APPENDED} if they have room and may be appended; otherwise the result of {@link #append}
     */
    AppendResult answer();

    /**
     * Appends the events. May be called once.
     *
     * @return the result for all events; {@link AppendResult#CLOSED} if the store was stopped meanwhile
     */
    AppendResult append();

    /** Releases the room, unless the events were appended. May be repeated. */
    @Override
    void close();

    /**
     * Returns a prepared append of events that need no room.
     *
     * @param answer the result of {@link #answer}
     * @param append appends the events
     * @return a prepared append that has reserved nothing
     */
    static PreparedAppend of(AppendResult answer, Supplier<AppendResult> append) {
        return new PreparedAppend() {
            @Override
            public AppendResult answer() {
                return answer;
            }

            @Override
            public AppendResult append() {
                return append.get();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    /**
     * Returns a prepared append whose result is known.
     *
     * @param answer the result of {@link #answer} and {@link #append}
     * @return a prepared append that has reserved nothing
     */
    static PreparedAppend of(AppendResult answer) {
        return of(answer, () -> answer);
    }
}
