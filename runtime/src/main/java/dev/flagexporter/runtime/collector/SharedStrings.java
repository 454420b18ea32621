package dev.flagexporter.runtime.collector;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Strings that come again and again, such as the keys of flags, as the same objects. It saves copies, and their memory for as
 * long as events are kept. At most {@value #SLOTS} strings are remembered.
 *
 * <p><b>Thread safety.</b> Slots are read and written without synchronization, which is enough for immutable objects: a thread
 * that does not see the newest one makes a copy.
 */
final class SharedStrings {

    private static final int SLOTS = 1024;

    private final @Nullable SharedString[] slots = new @Nullable SharedString[SLOTS];

    /** A string, and its characters to compare a parser's with. */
    static final class SharedString {

        private final char[] characters;
        private final String string;

        private SharedString(char[] characters) {
            this.characters = characters;
            this.string = new String(characters);
        }

        boolean has(char[] others, int offset, int length) {
            return Arrays.equals(characters, 0, characters.length, others, offset, offset + length);
        }

        String string() {
            return string;
        }
    }

    /** Returns the string that has these characters. */
    SharedString get(char[] characters, int offset, int length) {
        int slot = slot(characters, offset, length);
        @Nullable SharedString known = slots[slot];
        if (known != null && known.has(characters, offset, length)) {
            return known;
        }
        SharedString added = new SharedString(Arrays.copyOfRange(characters, offset, offset + length));
        slots[slot] = added;
        return added;
    }

    private static int slot(char[] characters, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + characters[i];
        }
        return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1);
    }
}
