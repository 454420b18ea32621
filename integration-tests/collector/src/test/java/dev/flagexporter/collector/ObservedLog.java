package dev.flagexporter.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a collector's log says about reloads, and the events that its exporters of the kind {@code log} put there. For a
 * collector with {@link #FORMAT}, and exporters with {@link #eventFormat}.
 */
final class ObservedLog implements Predicate<String> {

    /** The format of the console: messages only. */
    static final String FORMAT = "%s%e%n";

    private static final Pattern EVENT = Pattern.compile("event of ([^ ]+): (\\d+)");
    private static final String APPLIED = "The configuration was reloaded: ";
    private static final String INVALID =
            "The new configuration is invalid and not applied; the previous one stays in use. ";
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> reloads = new LinkedBlockingQueue<>();
    private final Map<String, List<Long>> events = new ConcurrentHashMap<>();

    /** What such an exporter has for its {@code log-format}. */
    static String eventFormat(String exporterName) {
        return "event of " + exporterName + ": {{ .Value}}";
    }

    @Override
    public boolean test(String line) {
        if (line.startsWith(APPLIED) || line.startsWith(INVALID)) {
            reloads.add(line);
        }
        Matcher event = EVENT.matcher(line);
        boolean isEvent = event.matches();
        if (isEvent) {
            events.computeIfAbsent(event.group(1), name -> new ArrayList<>()).add(Long.valueOf(event.group(2)));
        }
        return isEvent;
    }

    void assertNextIsApplied(String what) {
        assertThat(next()).isEqualTo(APPLIED + what);
    }

    void assertNextIsInvalid() {
        assertThat(next()).startsWith(INVALID);
    }

    private String next() {
        try {
            String next = reloads.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a reload within %s s", PATIENCE_SECONDS).isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void assertNoMoreReloads() {
        assertThat(reloads).isEmpty();
    }

    /** The numbers of the events that an exporter has logged, once the collector has ended. */
    List<Long> eventsOf(String exporterName) {
        return events.getOrDefault(exporterName, List.of());
    }
}
