package dev.flagexporter.runtime.collector;

import dev.flagexporter.spi.event.JsonLimitException;

/** Why a received event was dropped alone, while its neighbours were taken. */
public enum RejectReason {
    /** The element of {@code events} is null. */
    NULL_EVENT("the event is null"),
    /** A field has a value of another type. */
    WRONG_TYPE("a value of another type was expected"),
    /** Objects and arrays are nested too deeply. */
    TOO_DEEP("objects and arrays are nested too deeply"),
    /** A text is too long. */
    TEXT_TOO_LONG("a text is too long"),
    /** A number has too many digits, or is too large or too small. */
    NUMBER_OUT_OF_RANGE("a number is too large, too small or too long"),
    /** The event as a whole is larger than the event store takes. */
    EVENT_TOO_LARGE("it is larger than quarkus.flag-exporter.store.max-event-size");

    private final String description;

    RejectReason(String description) {
        this.description = description;
    }

    /**
     * The reason in words, for the log.
     *
     * @return a clause without event content
     */
    public String description() {
        return description;
    }

    static RejectReason of(JsonLimitException.Limit limit) {
        return switch (limit) {
            case DEPTH -> TOO_DEEP;
            case TEXT_LENGTH -> TEXT_TOO_LONG;
            case NUMBER -> NUMBER_OUT_OF_RANGE;
        };
    }
}
