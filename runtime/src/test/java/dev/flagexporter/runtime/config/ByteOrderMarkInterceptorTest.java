package dev.flagexporter.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ByteOrderMarkInterceptorTest {

    private static SmallRyeConfig config(Map<String, String> weak, Map<String, String> strong) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredInterceptors()
                .addDefaultInterceptors()
                .withProfile("prod")
                .withSources(
                        new PropertiesConfigSource(weak, "weak", 100),
                        new PropertiesConfigSource(strong, "strong", 200))
                .build();
    }

    private static List<String> names(SmallRyeConfig config) {
        List<String> names = new ArrayList<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }

    @Test
    void findsTheFirstKeyOfAFile() {
        SmallRyeConfig config = config(Map.of(), Map.of("\uFEFFa.key", "${other}", "other", "value"));

        assertThat(config.getValue("a.key", String.class)).isEqualTo("value");
        assertThat(names(config)).contains("a.key", "other").noneMatch(name -> name.startsWith("\uFEFF"));
    }

    @Test
    void findsTheFirstKeyOfAProfile() {
        assertThat(config(Map.of("a.key", "weak"), Map.of("\uFEFF%prod.a.key", "value"))
                        .getValue("a.key", String.class))
                .isEqualTo("value");
    }

    @Test
    void respectsTheOrderOfTheFiles() {
        assertThat(config(Map.of("a.key", "weak"), Map.of("\uFEFFa.key", "strong"))
                        .getValue("a.key", String.class))
                .isEqualTo("strong");
        assertThat(config(Map.of("\uFEFFa.key", "weak"), Map.of("a.key", "strong"))
                        .getValue("a.key", String.class))
                .isEqualTo("strong");
    }
}
