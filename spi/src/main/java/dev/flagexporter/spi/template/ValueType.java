package dev.flagexporter.spi.template;

/** What is known of a value in a template before there is an event. */
enum ValueType {
    TEXT("text"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    MAP("an object"),
    NOTHING("nil"),

    /** What the dot stands for where nothing has moved it. */
    WHOLE("all fields together"),

    /** Known only when the event is there. */
    ANY("a value");

    private final String description;

    ValueType(String description) {
        this.description = description;
    }

    /** Whether a value may turn out to be of one of these types. */
    boolean mayBe(ValueType... types) {
        for (ValueType type : types) {
            if (this == type || this == ANY) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return description;
    }
}
