package dev.flagexporter.spi.store;

import java.util.function.Supplier;

/**
 * Events that have their room in a store and are not in it yet, so that events of several stores can be taken as a
 * whole or not at all. To be closed soon, whatever becomes of them: nobody else gets their room. Used by one thread.
 */
public interface PreparedAppend extends AutoCloseable {

    /**
     * What became of the events so far.
     *
     * @return {@link AppendResult#APPENDED} when they have room and may be appended; else what {@link #append} answers
     */
    AppendResult answer();

    /**
     * Appends the events. May be called once.
     *
     * @return what became of all of them; {@link AppendResult#CLOSED} when the store was stopped meanwhile
     */
    AppendResult append();

    /** Gives the room back, unless the events were appended. May be repeated. */
    @Override
    void close();

    /**
     * Events that need no room.
     *
     * @param answer what became of them so far
     * @param append what to do with them then
     * @return holds nothing to give back
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
     * Events whose fate is decided.
     *
     * @param answer what became of them
     * @return holds nothing to give back
     */
    static PreparedAppend of(AppendResult answer) {
        return of(answer, () -> answer);
    }
}
