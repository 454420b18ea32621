package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Events to be written. */
final class WrittenEvents {

    private static final int COUNT = 4096;
    private static final Map<String, @Nullable Object> METADATA = requireNonNull(
            JsonValues.freezeMap(Map.of("provider", "java", "openfeature", true, "service", "checkout", "build", 42)));
    private static final List<String> CITIES = List.of("Berlin", "M\u00FCnchen", "S\u00E3o Paulo", "\u6771\u4EAC");

    private WrittenEvents() {}

    /**
     * By name: {@code flags} are evaluations of flags that are on or off; {@code objects} have an object for a value, a
     * user key that is no ASCII now and then, and the metadata that a provider adds, which they share as those of one
     * request do.
     */
    static List<FeatureEvent> named(String name) {
        return switch (name) {
            case "flags" ->
                IntStream.range(0, COUNT).mapToObj(SampleEvents::ready).toList();
            case "objects" ->
                IntStream.range(0, COUNT).mapToObj(WrittenEvents::object).toList();
            default -> throw new IllegalArgumentException("there are no events " + name);
        };
    }

    private static FeatureEvent object(int number) {
        String city = CITIES.get(number % CITIES.size());
        return FeatureEvent.of(
                SampleEvents.user(number) + "@" + city,
                number % 3 == 0,
                "recommendations",
                Map.of("layout", "grid \"" + number % 4 + "\"", "columns", number % 7, "weight", number / 8.0),
                "variation-" + number % 4,
                false,
                SampleEvents.VERSION,
                SampleEvents.SOURCE,
                METADATA);
    }
}
