package dev.flagexporter.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnKindsTest {

    private static final String SERVICE = "src/main/resources/META-INF/services/dev.flagexporter.spi.ExporterFactory";

    @Test
    void areThoseOfThePluginsOfThisProject() throws IOException {
        try (Stream<Path> plugins = Files.list(Path.of("..", "plugins"))) {
            assertThat(plugins.filter(plugin -> Files.exists(plugin.resolve(SERVICE)))
                            .map(plugin -> plugin.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(SetupAssembler.OWN_KINDS);
        }
    }
}
