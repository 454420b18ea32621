package dev.flagexporter.thirdparty;

import java.io.IOException;

import dev.flagexporter.thirdparty.Guide.Block;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The guide to writing an exporter")
class GuideTest {

    @Test
    void showsOnlyCodeThatIsCompiledOrRun() throws IOException {
        assertThat(Guide.blocks()).extracting(Block::origin).isSubsetOf("file", "ci");
        assertThat(Guide.codeOfFiles())
                .allSatisfy(block -> assertThat(block.file()).content().contains(block.code()));
    }

    @Test
    void showsTheWholeExporter() throws IOException {
        assertThat(Guide.codeOfFiles())
                .extracting(block -> block.file().getFileName().toString())
                .contains(
                        "AuditExporterConfig.java",
                        "AuditExporterFactory.java",
                        "AuditExporter.java",
                        "AuditExporterContractTest.java",
                        "dev.flagexporter.spi.ExporterFactory",
                        "application.properties");
        assertThat(Guide.codeOfFiles())
                .filteredOn(block -> block.language().equals("java"))
                .allSatisfy(block -> assertThat(block.file()).content().endsWith(block.code()));
    }
}
