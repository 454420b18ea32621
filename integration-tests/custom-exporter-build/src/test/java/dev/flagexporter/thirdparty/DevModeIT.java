package dev.flagexporter.thirdparty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("An exporter that its author changes twice while the application runs")
@Timeout(600)
class DevModeIT {

    private static final String EXPORTER = "exporter/src/main/java/com/example/exporter/AuditExporter.java";
    private static final String INTERFACE = "exporter/src/main/java/com/example/exporter/AuditExporterConfig.java";
    private static final String PROPERTIES = "application/src/main/resources/application.properties";

    @TempDir
    private Path directory;

    /** Each event is pending until the change after it, so that its line was written by whom it was appended for. */
    @Test
    void isLiveAtTheNextRequestAndLeavesNothingBehind() throws Exception {
        Project project = Project.copyTo(directory);
        project.replace(PROPERTIES, "audit.kind=audit", "audit.kind=audit\n" + key("flush-interval=1h"));
        try (DevMode dev = DevMode.start(project)) {
            assertThat(dev.get("/checkout/ada")).isEqualTo("new checkout");

            project.replace(
                    INTERFACE,
                    "Optional<String> person();",
                    "Optional<String> person();\n\n    @WithDefault(\"nowhere\")\n    String city();");
            project.replace(EXPORTER, ".orElse(\"\")", ".orElse(\"\") + \"@\" + config.writer().city()");
            project.replace(PROPERTIES, "person=Ada", "person=Grace\n" + key("writer.city=Rome"));
            dev.awaitReload();
            assertThat(lines()).as(project.log()).hasSize(1);
            assertEachThreadIsThereOnce(dev);
            assertThat(dev.get("/checkout/grace")).isEqualTo("new checkout");

            project.replace(INTERFACE, "\"revision\"", "\"controlling\"");
            project.replace(EXPORTER, "'\\t'", "'|'");
            project.replace(PROPERTIES, "Rome", "Oslo");
            dev.awaitReload();
            assertThat(lines()).as(project.log()).hasSize(2);
            assertEachThreadIsThereOnce(dev);
            assertThat(dev.get("/checkout/alan")).isEqualTo("new checkout");

            dev.stop();
        }
        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("audit revision/Ada fresh\t{")
                                .contains("\"ada\""),
                        line -> assertThat(line)
                                .startsWith("audit revision/Grace@Rome fresh\t{")
                                .contains("\"grace\""),
                        line -> assertThat(line)
                                .startsWith("audit controlling/Grace@Oslo fresh|{")
                                .contains("\"alan\""));
        assertThat(project.log()).doesNotContain("ERROR");
    }

    private static String key(String keyAndValue) {
        return "quarkus.flag-exporter.exporters.audit." + keyAndValue;
    }

    /** The names are the same after each reload. Exporters have virtual threads on newer JVMs, which are not listed. */
    private static void assertEachThreadIsThereOnce(DevMode dev) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(dev.threads())
                .contains("flag-exporter-dispatcher")
                .doesNotHaveDuplicates());
    }

    private List<String> lines() throws IOException {
        Path file = directory.resolve("application/audit.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
