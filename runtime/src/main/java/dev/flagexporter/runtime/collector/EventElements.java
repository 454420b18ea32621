package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.event.ValueReader;
import org.jspecify.annotations.Nullable;

/** Reads the elements of {@code events}, each for itself: an invalid event does not affect the others. */
final class EventElements {

    private final @Nullable Map<String, @Nullable Object> meta;
    private final DecodingLimits limits;
    private final FieldNames names = new FieldNames();
    private final EventDraft draft;
    private final List<FeatureEvent> features = new ArrayList<>();
    private final List<TrackingEvent> tracking = new ArrayList<>();
    private final Rejections rejections = new Rejections();
    private int received;
    private int cutDates;
    private boolean metaDropped;

    /**
     * Nothing read yet.
     *
     * @param meta what the body said before its events; null for nothing
     * @param limits what the request may hold
     * @param values for the values of events
     */
    EventElements(@Nullable Map<String, @Nullable Object> meta, DecodingLimits limits, ValueReader values) {
        this.meta = meta;
        this.limits = limits;
        this.draft = new EventDraft(values);
    }

    /** Reads to the end of the array that the parser stands at the start of. */
    void readAll(JsonParser parser) throws IOException, InvalidBodyException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (received == limits.maxEvents()) {
                throw new BodyTooLargeException("more than " + received + " events");
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
        for (EventField field = names.first(parser); field != null; field = names.next(parser)) {
            parser.nextToken();
            draft.read(field, parser);
        }
        EventDraft.Problem problem = draft.problem();
        if (problem != null) {
            rejections.add(problem.reason(), received, problem.field());
        } else if (draft.isTracking()) {
            add(draft.toTrackingEvent(), tracking);
        } else {
            add(withinLimits(draft.toFeatureEvent(meta)), features);
        }
    }

    /** An event that only {@code meta} makes too large goes without it. */
    private FeatureEvent withinLimits(FeatureEvent event) {
        if (meta == null || limits.allow(event)) {
            return event;
        }
        FeatureEvent without = draft.toFeatureEvent(null);
        metaDropped |= limits.allow(without);
        return without;
    }

    private <T extends ExportableEvent> void add(T event, List<T> events) {
        if (!limits.allow(event)) {
            rejections.add(RejectReason.EVENT_TOO_LARGE, received, EventField.UNKNOWN);
            return;
        }
        if (draft.hasCutDate()) {
            cutDates++;
        }
        events.add(event);
    }

    /**
     * What was read.
     *
     * @param lastMeta what the body says of itself in the end; may have come after the events
     * @param lastMetaDropped whether some of it was beyond the limits
     */
    DecodedEvents withMeta(@Nullable Map<String, @Nullable Object> lastMeta, boolean lastMetaDropped) {
        metaDropped |= lastMetaDropped;
        if (lastMeta != meta) {
            features.replaceAll(event -> withMetadata(event, lastMeta));
        }
        return new DecodedEvents(received, features, tracking, rejections, cutDates, metaDropped);
    }

    private FeatureEvent withMetadata(FeatureEvent event, @Nullable Map<String, @Nullable Object> metadata) {
        FeatureEvent with = event.toBuilder().metadata(metadata).build();
        if (limits.allow(with)) {
            return with;
        }
        metaDropped = true;
        return event;
    }
}
