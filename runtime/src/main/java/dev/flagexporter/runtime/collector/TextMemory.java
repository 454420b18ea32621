package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import dev.flagexporter.spi.event.JsonLimitException;
import dev.flagexporter.spi.event.JsonValues;

/**
 * Texts that are the same as in the event before, as kind, flag and variation often are, become the same string. It
 * costs a comparison and saves the copy, now and for as long as the events are kept.
 */
final class TextMemory {

    private static final int LONGEST = 64;

    private final Map<EventField, String> last = new EnumMap<>(EventField.class);

    /** The text that the parser stands on. */
    String read(EventField field, JsonParser parser) throws IOException, JsonLimitException {
        String before = last.get(field);
        if (before != null && isSame(before, parser)) {
            return before;
        }
        String text = JsonValues.readText(parser);
        if (text.length() <= LONGEST) {
            last.put(field, text);
        }
        return text;
    }

    private static boolean isSame(String text, JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        return length == text.length() && isSame(text, parser.getTextCharacters(), parser.getTextOffset());
    }

    private static boolean isSame(String text, char[] characters, int offset) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
