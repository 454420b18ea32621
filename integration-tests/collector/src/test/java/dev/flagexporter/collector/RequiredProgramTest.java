package dev.flagexporter.collector;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequiredProgramTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @Test
    void aTestRunsWithAProgramThatIsAnywhereOnThePath() throws IOException {
        Path program = Files.createFile(directory.resolve("tool"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThatCode(() -> required(Map.of("PATH", path())).check("tool")).doesNotThrowAnyException();
        assertThat(messages.toString(UTF_8)).isEmpty();
    }

    @Test
    void aTestIsLeftOutLoudlyWithoutTheProgram() {
        assertThatThrownBy(() -> required(Map.of("PATH", path())).check("tool"))
                .isInstanceOf(TestAbortedException.class);
        assertThat(messages.toString(UTF_8)).contains("LEFT OUT", "'tool'");
    }

    @Test
    void aFileThatCannotBeExecutedIsNoProgram() throws IOException {
        Files.createFile(directory.resolve("tool"));

        assertThatThrownBy(() -> required(Map.of("PATH", path())).check("tool"))
                .isInstanceOf(TestAbortedException.class);
    }

    @Test
    void aTestFailsWithoutTheProgramInContinuousIntegration() {
        assertThatThrownBy(() -> required(Map.of("PATH", path(), "CI", "true")).check("tool"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("'tool'", "CI=true");
    }

    @Test
    void anEnvironmentWithoutAPathHasNoPrograms() {
        assertThatThrownBy(() -> required(Map.of()).check("tool")).isInstanceOf(TestAbortedException.class);
    }

    private String path() {
        return directory.resolve("elsewhere") + File.pathSeparator + directory;
    }

    private RequiredProgram required(Map<String, String> environment) {
        return new RequiredProgram(environment, new PrintStream(messages, true, UTF_8));
    }
}
