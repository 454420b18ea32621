package dev.flagexporter.spi.template;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The state of one rendering. It has a limit on what values may produce, so that a range over a large event cannot take
 * the memory or the time of the process: where the limit is reached, the output is cut off with a text saying so.
 */
final class TemplateScope {

    /** What stands where a line is cut off. */
    static final String TOO_LONG = "[too long]";

    private final Function<String, @Nullable Object> fields;
    private final TemplateOutput output;
    private final @Nullable Object[] variables;
    private long room;
    private boolean cut;
    private @Nullable Object dot;

    /**
     * A scope for one rendering.
     *
     * @param fields gives the values of fields by their names
     * @param output where to write
     * @param variables how many variables the template has
     * @param limit how many characters values may produce
     */
    TemplateScope(Function<String, @Nullable Object> fields, TemplateOutput output, int variables, long limit) {
        this.fields = fields;
        this.output = output;
        this.variables = new Object[variables];
        this.room = limit;
    }

    @Nullable
    Object field(String name) {
        return fields.apply(name);
    }

    @Nullable
    Object dot() {
        return dot;
    }

    /** Lets the dot stand for another value; what it stood for before. */
    @Nullable
    Object moveDot(@Nullable Object value) {
        Object before = dot;
        dot = value;
        return before;
    }

    @Nullable
    Object get(int slot) {
        return variables[slot];
    }

    void set(int slot, @Nullable Object value) {
        variables[slot] = value;
    }

    TemplateOutput output() {
        return output;
    }

    /** Writes a value, as far as there is room for it. */
    void write(String value) {
        output.value(limited(value));
        cutOffIfFull();
    }

    /** Writes a value that is a field by itself, as far as there is room for it. */
    void writeField(String value) {
        output.field(limited(value));
        cutOffIfFull();
    }

    /** What of a text there is room for. */
    String limited(String text) {
        if (room >= text.length()) {
            room -= text.length();
            return text;
        }
        String rest = text.substring(0, (int) Math.max(0, room));
        room = -1;
        return rest;
    }

    /** Whether there is room for one more round of a loop. */
    boolean hasRoom() {
        room--;
        cutOffIfFull();
        return room >= 0;
    }

    private void cutOffIfFull() {
        if (room < 0 && !cut) {
            cut = true;
            output.value(TOO_LONG);
        }
    }
}
