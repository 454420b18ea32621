package dev.flagexporter.plugins.s3;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.TestEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The examples of docs/s3.md")
class DocumentationTest {

    private static final Path PAGE = Path.of("../../docs/s3.md");
    private static final Pattern EXAMPLE = Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL);
    private static final String PREFIX = "quarkus.flag-exporter.exporters.lake.";

    private static List<Map<String, String>> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map(example -> keys(example.group(1)))
                .filter(keys -> !keys.isEmpty())
                .toList();
    }

    private static Map<String, String> keys(String example) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(example));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Map<String, String> keys = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.toString().startsWith(PREFIX)) {
                keys.put(
                        key.toString().substring(PREFIX.length()),
                        value.toString().replaceAll("\\$\\{.*}", "a value"));
            }
        });
        return keys;
    }

    @Test
    void configureExporters() throws Exception {
        assertThat(examples()).hasSize(2);
        for (Map<String, String> keys : examples()) {
            assertThat(keys.remove("kind")).isEqualTo("s3");
            assertThat(new S3ExporterFactory()
                            .create(
                                    Configurations.of(S3ExporterConfig.class, keys),
                                    TestEnvironment.of(EventType.FEATURE)))
                    .isInstanceOf(S3Exporter.class);
        }
    }
}
