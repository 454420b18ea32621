package dev.flagexporter.collector;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README shows beside commands, which CI runs. */
class ReadmeIT {

    private static final Pattern CONFIGURATION =
            Pattern.compile("<!-- ci: configuration -->\\s+```properties\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void theConfigurationExampleStartsACollector() throws IOException {
        Map<String, String> configuration = example();
        configuration.put("COLLECTOR_KEY", "a-key");
        configuration.put(
                "quarkus.flag-exporter.exporters.events.output-dir",
                directory.resolve("example").toString());
        try (CollectorProcess collector = CollectorProcess.start(directory, configuration)) {
            assertThat(collector.log())
                    .contains("\"events\" (file) started for feature events")
                    .contains("\"audit\" (log) started for tracking events")
                    .doesNotContain("WARN");
        }
    }

    private static Map<String, String> example() throws IOException {
        Matcher block = CONFIGURATION.matcher(readme());
        assertThat(block.find()).isTrue();
        Properties properties = new Properties();
        properties.load(new StringReader(block.group(1)));
        Map<String, String> configuration = new HashMap<>();
        properties.forEach((key, value) -> configuration.put((String) key, (String) value));
        return configuration;
    }

    @Test
    void theDependenciesAreTheModulesOfThisVersion() throws IOException {
        Matcher dependency = Pattern.compile(
                        "<groupId>(.*)</groupId>\\s+<artifactId>(.*)</artifactId>\\s+<version>(.*)</version>")
                .matcher(readme());
        assertThat(dependency.results().map(found -> found.group(1) + ":" + found.group(2) + ":" + found.group(3)))
                .containsExactly(coordinates("runtime"), coordinates("plugins/file"));
    }

    private static String coordinates(String module) throws IOException {
        String pom = Files.readString(ProjectModules.ROOT.resolve(module).resolve("pom.xml"));
        Matcher found = Pattern.compile(
                        "<groupId>(.*?)</groupId>.*?<version>(.*?)</version>.*?</parent>\\s+<artifactId>(.*?)</artifactId>",
                        Pattern.DOTALL)
                .matcher(pom);
        assertThat(found.find()).isTrue();
        return found.group(1) + ":" + found.group(3) + ":" + found.group(2);
    }

    private static String readme() throws IOException {
        return Files.readString(ProjectModules.ROOT.resolve("README.md"));
    }
}
