package dev.flagexporter.collector;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The counts of an exporter as the faulty collector shows them, by name. */
record ReportedCounts(String exporter, Map<String, Long> counts) {

    private static final Pattern LINE = Pattern.compile("counts of (\\S+): (.*)");
    private static final Pattern COUNT = Pattern.compile("(\\w+)=(-?\\d+)");

    /** The last counts of each exporter in a text. */
    static Map<String, ReportedCounts> in(String text) {
        Map<String, ReportedCounts> reports = new TreeMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            Map<String, Long> counts = new HashMap<>();
            COUNT.matcher(line.group(2))
                    .results()
                    .forEach(count -> counts.put(count.group(1), Long.valueOf(count.group(2))));
            reports.put(line.group(1), new ReportedCounts(line.group(1), counts));
        }
        return reports;
    }

    long get(String name) {
        return counts.get(name);
    }

    long dropped() {
        return get("OVERFLOW") + get("REJECTED") + get("EXHAUSTED") + get("DEAD_LETTERS_FULL");
    }

    /** No count is negative, and appended = delivered + pending + dropped + dead-lettered. */
    void assertAddUp() {
        assertThat(counts.values()).as(toString()).allMatch(count -> count >= 0);
        assertThat(get("appended"))
                .as(toString())
                .isEqualTo(get("delivered") + get("pending") + dropped() + get("deadLettered"));
    }
}
