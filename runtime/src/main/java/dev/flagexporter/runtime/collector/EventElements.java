package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.jspecify.annotations.Nullable;

/** Reads the elements of {@code events}: each for itself, so that a bad one costs nobody but itself. */
final class EventElements {

    private final @Nullable Map<String, @Nullable Object> meta;
    private final int maxEvents;
    private final EventDraft draft = new EventDraft();
    private final List<FeatureEvent> features = new ArrayList<>();
    private final List<TrackingEvent> tracking = new ArrayList<>();
    private final Rejections rejections = new Rejections();
    private int received;
    private int cutDates;

    /**
     * Nothing read yet.
     *
     * @param meta what the body said before its events; null for nothing
     * @param maxEvents the most elements of one request
     */
    EventElements(@Nullable Map<String, @Nullable Object> meta, int maxEvents) {
        this.meta = meta;
        this.maxEvents = maxEvents;
    }

    /** Reads to the end of the array that the parser stands at the start of. */
    void readAll(JsonParser parser) throws IOException, InvalidBodyException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (received == maxEvents) {
                throw new BodyTooLargeException("more than " + maxEvents + " events");
            }
            readElement(token, parser);
            received++;
        }
    }

    private void readElement(JsonToken token, JsonParser parser) throws IOException, InvalidBodyException {
        switch (token) {
            case START_OBJECT -> readEvent(parser);
            case VALUE_NULL -> rejections.add(RejectReason.NULL_EVENT, received, EventField.UNKNOWN);
            default -> throw JsonErrors.wrongType("object", "events", parser);
        }
    }

    private void readEvent(JsonParser parser) throws IOException {
        draft.clear();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            draft.read(EventField.named(name), parser);
        }
        EventDraft.Problem problem = draft.problem();
        if (problem == null) {
            addEvent();
        } else {
            rejections.add(problem.reason(), received, problem.field());
        }
    }

    private void addEvent() {
        if (draft.hasCutDate()) {
            cutDates++;
        }
        if (draft.isTracking()) {
            tracking.add(draft.toTrackingEvent());
        } else {
            features.add(draft.toFeatureEvent(meta));
        }
    }

    /**
     * What was read.
     *
     * @param lastMeta what the body says of itself in the end; may have come after the events
     * @param metaDropped see {@link DecodedEvents}
     */
    DecodedEvents withMeta(@Nullable Map<String, @Nullable Object> lastMeta, boolean metaDropped) {
        if (lastMeta != null && lastMeta != meta) {
            features.replaceAll(event -> event.toBuilder().metadata(lastMeta).build());
        }
        return new DecodedEvents(received, features, tracking, rejections, cutDates, metaDropped);
    }
}
