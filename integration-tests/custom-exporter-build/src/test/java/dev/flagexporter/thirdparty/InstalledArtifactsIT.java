package dev.flagexporter.thirdparty;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The project of a third party")
class InstalledArtifactsIT {

    @TempDir
    private Path directory;

    @Test
    void isBuiltAndTestedWithInstalledArtifacts() throws Exception {
        Project project = Project.copyTo(directory);
        Process maven = project.maven("verify");
        assertThat(maven.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(maven.exitValue()).as(project.log()).isZero();
        assertThat(project.log())
                .contains("Running com.example.exporter.AuditExporterContractTest")
                .contains("Running The answer")
                .contains("Running com.example.application.ShopIT");
    }
}
