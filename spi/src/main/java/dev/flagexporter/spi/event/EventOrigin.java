package dev.flagexporter.spi.event;

import static java.util.Objects.requireNonNull;

/**
 * The flag set that an event belongs to and the name of the API key that it was received with. An origin is never
 * exported unless an exporter asks for it: no format and no template contains it.
 *
 * <p>Immutable. Sources share one origin among all events of one API key.
 */
public final class EventOrigin {

    /** The origin of an event that belongs to no flag set and was received without a named API key. */
    public static final EventOrigin NONE = new EventOrigin("", "");

    private final String flagSet;
    private final String apiKeyName;

    private EventOrigin(String flagSet, String apiKeyName) {
        this.flagSet = flagSet;
        this.apiKeyName = apiKeyName;
    }

    /**
     * Returns an origin.
     *
     * @param flagSet the name of the flag set; empty for none
     * @param apiKeyName the name of the API key, never the key itself; empty if the key has no name or none was used
     * @return the origin; {@link #NONE} if both are empty
     */
    public static EventOrigin of(String flagSet, String apiKeyName) {
        requireNonNull(flagSet, "flagSet");
        requireNonNull(apiKeyName, "apiKeyName");
        return flagSet.isEmpty() && apiKeyName.isEmpty() ? NONE : new EventOrigin(flagSet, apiKeyName);
    }

    /**
     * Returns the flag set that the event belongs to.
     *
     * @return its name; empty for none
     */
    public String flagSet() {
        return flagSet;
    }

    /**
     * Returns the name of the API key that the event was received with.
     *
     * @return a name, never the key itself; empty if the key has no name or none was used
     */
    public String apiKeyName() {
        return apiKeyName;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventOrigin origin
                && flagSet.equals(origin.flagSet)
                && apiKeyName.equals(origin.apiKeyName);
    }

    @Override
    public int hashCode() {
        return 31 * flagSet.hashCode() + apiKeyName.hashCode();
    }

    @Override
    public String toString() {
        return "EventOrigin[flagSet=" + flagSet + ", apiKeyName=" + apiKeyName + "]";
    }
}
