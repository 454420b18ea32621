package dev.flagexporter.thirdparty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The guide to writing an exporter")
class GuideTest {

    private static final Path GUIDE = Path.of("..", "..", "docs", "write-an-exporter.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- file: (\\S+) -->\\n)?```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    private static List<MatchResult> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(GUIDE)).results().toList();
    }

    @Test
    void showsOnlyCodeThatIsCompiled() throws IOException {
        for (MatchResult block : blocks()) {
            assertThat(block.group(1))
                    .as("the file of the block %s", block.group())
                    .isNotNull();
            assertThat(Project.ORIGINAL.resolve(block.group(1))).content().contains(block.group(3));
        }
    }

    @Test
    void showsTheWholeExporter() throws IOException {
        assertThat(blocks())
                .extracting(block -> Path.of(block.group(1)).getFileName().toString())
                .contains(
                        "AuditExporterConfig.java",
                        "AuditExporterFactory.java",
                        "AuditExporter.java",
                        "AuditExporterContractTest.java",
                        "dev.flagexporter.spi.ExporterFactory",
                        "application.properties");
        assertThat(blocks()).filteredOn(block -> block.group(2).equals("java")).allSatisfy(block -> assertThat(
                        Project.ORIGINAL.resolve(block.group(1)))
                .content()
                .endsWith(block.group(3)));
    }
}
