package dev.flagexporter.runtime.collector;

import java.util.EnumMap;
import java.util.Map;

/** The events of one request that could not be taken: how many for which reason, and where the first of them was. */
public final class Rejections {

    private final Map<RejectReason, Tally> tallies = new EnumMap<>(RejectReason.class);
    private int total;

    /** The events of one reason. */
    static final class Tally {

        private final String first;
        private int count;

        private Tally(String first) {
            this.first = first;
        }

        /** Where the first one was: position and field, and nothing of the event itself. */
        String first() {
            return first;
        }

        int count() {
            return count;
        }
    }

    void add(RejectReason reason, int index, EventField field) {
        Tally tally = tallies.get(reason);
        if (tally == null) {
            tally = new Tally(position(index, field));
            tallies.put(reason, tally);
        }
        tally.count++;
        total++;
    }

    private static String position(int index, EventField field) {
        String element = "events[" + index + "]";
        return field == EventField.UNKNOWN ? element : element + "." + field.jsonName();
    }

    int total() {
        return total;
    }

    Map<RejectReason, Tally> byReason() {
        return tallies;
    }
}
