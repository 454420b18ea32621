package dev.flagexporter.runtime.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.template.FieldEscaping;
import dev.flagexporter.spi.template.LineTemplate;
import dev.flagexporter.testkit.Events;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A dollar sign of a template in a properties file")
class DollarSignTest {

    private static final String KEY = "log-format";

    /** What is rendered of a value as it stands in the file. */
    private static String rendered(String value) throws IOException {
        StringBuilder line = new StringBuilder();
        LineTemplate.parse(configured(value), EventType.FEATURE, FieldEscaping.NONE)
                .render(Events.feature(1), line);
        return line.toString();
    }

    private static String configured(String value) throws IOException {
        Properties file = new Properties();
        file.load(new StringReader(KEY + "=" + value));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(Map.of(KEY, file.getProperty(KEY)), "file", 100))
                .build();
        return config.getValue(KEY, String.class);
    }

    @Test
    void isDoubledBeforeAField() throws IOException {
        assertThat(rendered("$${{ .Key}}")).isEqualTo("$checkout-v2");
    }

    @ParameterizedTest
    @CsvSource({"{{ .Key}}$, checkout-v2$", "$ {{ .Key}}, $ checkout-v2", "{{ $k := .Key}}{{ $k}}, checkout-v2"})
    void isItselfEverywhereElse(String value, String expected) throws IOException {
        assertThat(rendered(value)).isEqualTo(expected);
    }
}
