package dev.flagexporter.plugins.s3;

import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Events of a mebibyte each. */
final class LargeEvents {

    private static final int SIZE = 1024 * 1024;

    private LargeEvents() {}

    static List<FeatureEvent> of(int count) {
        return IntStream.range(0, count).mapToObj(LargeEvents::event).toList();
    }

    private static FeatureEvent event(int number) {
        String value = Character.toString('a' + number % 26).repeat(SIZE);
        return FeatureEvent.of("user-" + number, false, "checkout-v2", value, "on", false, "3", "SERVER", null);
    }

    static byte[] lines(List<FeatureEvent> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(
                event -> lines.append(new String(event.formatInJson(), UTF_8)).append('\n'));
        return lines.toString().getBytes(UTF_8);
    }
}
