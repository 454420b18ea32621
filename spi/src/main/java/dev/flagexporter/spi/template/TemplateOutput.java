package dev.flagexporter.spi.template;

/** Where a template writes: its own text as it is, values as is safe there. */
interface TemplateOutput {

    /** Writes what the template's author wrote. */
    void text(String text);

    /** Writes what came out of an event. */
    void value(String text);

    /** Writes what came out of an event and is a field by itself. */
    default void field(String text) {
        value(text);
    }

    /** The last part has been written. */
    default void end() {}
}
