package dev.flagexporter.spi.event;

import java.util.List;

/** The two types of events; each has its own store and manager, and an exporter subscribes to one of them. */
public enum EventType {

    /** Evaluations of feature flags, {@link FeatureEvent}. */
    FEATURE("feature", FeatureEvent.class),

    /** Tracked actions of users, {@link TrackingEvent}. */
    TRACKING("tracking", TrackingEvent.class);

    private final String configuredName;
    private final Class<? extends ExportableEvent> eventClass;

    EventType(String configuredName, Class<? extends ExportableEvent> eventClass) {
        this.configuredName = configuredName;
        this.eventClass = eventClass;
    }

    /**
     * The name used in configuration and logs.
     *
     * @return {@code feature} or {@code tracking}
     */
    public String configuredName() {
        return configuredName;
    }

    /**
     * The class of events of this type.
     *
     * @return the event class
     */
    public Class<? extends ExportableEvent> eventClass() {
        return eventClass;
    }

    /**
     * The names that {@link ExportableEvent#field(String)} knows for this type, in the order of GO Feature Flag's
     * struct, without the leading dot that a template writes.
     *
     * @return an unmodifiable list
     */
    public List<String> fieldNames() {
        return switch (this) {
            case FEATURE -> EventFields.FEATURE;
            case TRACKING -> EventFields.TRACKING;
        };
    }
}
