package dev.flagexporter.testkit;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.spi.Converter;

/** Maps keys as users write them to a plugin's configuration, with the defaults and conversions of an application. */
public final class Configurations {

    private static final String PREFIX = "exporter";

    private Configurations() {}

    /**
     * Maps the keys of an exporter.
     *
     * @param <C> the configuration
     * @param type what the factory's {@code configType()} returns
     * @param keys the exporter's own keys, such as {@code output-dir}, with their values
     * @return the configuration
     * @throws io.smallrye.config.ConfigValidationException when a value is missing or of the wrong type, or a key is
     *     unknown
     */
    public static <C> C of(Class<C> type, Map<String, String> keys) {
        Map<String, String> properties = keys.entrySet().stream()
                .collect(Collectors.toMap(key -> PREFIX + "." + key.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(type, PREFIX)
                .build()
                .getConfigMapping(type, PREFIX);
    }

    /** Durations as an application reads them: {@code 5m}, {@code 10} (seconds), {@code 1d}, {@code PT5M}. */
    private static final class DurationConverter implements Converter<Duration> {

        private static final long serialVersionUID = 1L;

        @Override
        public Duration convert(String value) {
            String text = value.strip().toUpperCase(Locale.ROOT);
            if (text.matches("\\d+")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            if (text.matches("\\d+MS")) {
                return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
            }
            if (text.matches("\\d+D")) {
                return Duration.parse("P" + text);
            }
            return Duration.parse(text.matches("\\d.*") ? "PT" + text : text);
        }
    }
}
