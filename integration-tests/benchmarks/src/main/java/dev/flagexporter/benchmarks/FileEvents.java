package dev.flagexporter.benchmarks;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

import dev.flagexporter.spi.event.FeatureEvent;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations as files have them: each by another user, of some flags with values of several types, and with what the
 * sender says of itself in each.
 */
final class FileEvents extends AbstractList<FeatureEvent> {

    private static final int FLAGS = 20;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long START = 1_700_000_000;
    private static final int EVENTS_PER_SECOND = 1000;
    private static final Map<String, @Nullable Object> METADATA = Map.of("env", "prod", "provider", "java");

    private final int count;
    private final IntConsumer before;

    private FileEvents(int count, IntConsumer before) {
        this.count = count;
        this.before = before;
    }

    /** Events that exist. */
    static List<FeatureEvent> existing(int count) {
        return List.copyOf(new FileEvents(count, number -> {}));
    }

    /**
     * Events that exist only while somebody looks at them.
     *
     * @param before is told the number of each event before it is made
     */
    static List<FeatureEvent> passing(int count, IntConsumer before) {
        return new FileEvents(count, before);
    }

    @Override
    public FeatureEvent get(int number) {
        before.accept(number);
        int flag = number % FLAGS;
        return FeatureEvent.builder()
                .contextKind("user")
                // neighbours that look alike would be compressed away
                .userKey(Long.toHexString(number * SPREAD))
                .creationDate(START + number / EVENTS_PER_SECOND)
                .key("flag-" + flag)
                .variation(flag % 2 == 0 ? "on" : "off")
                .value(value(flag))
                .version("3")
                .source("INPROCESS")
                .metadata(METADATA)
                .build();
    }

    private static Object value(int flag) {
        return switch (flag % 4) {
            case 0, 1 -> flag % 2 == 0;
            case 2 -> "variant-" + flag;
            default -> flag;
        };
    }

    @Override
    public int size() {
        return count;
    }
}
