package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExportException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

@DisplayName("An output directory")
class OutputDirectoryTest {

    @TempDir
    private Path temporary;

    /** Read-only for every user: unlike permission bits, which do not stop the superuser. */
    private static Path readOnly(String below) {
        return FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base" + below);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void cannotBeNamedByNothing(String blank) {
        assertThat(OutputDirectory.problemWith(blank))
                .get()
                .extracting(ConfigurationProblem::reason)
                .isEqualTo("it is empty");
    }

    @Test
    void cannotHaveANameThatIsNoPath() {
        assertThat(OutputDirectory.problemWith("a\u0000b"))
                .get()
                .extracting(ConfigurationProblem::reason)
                .asString()
                .startsWith("it is not a valid path on this machine: ");
    }

    @Test
    void cannotBeOneThatIsReadOnly() {
        assertThat(OutputDirectory.reasonAgainst(readOnly(""))).isEqualTo("it cannot be written to");
    }

    @Test
    void cannotBeMadeInOneThatIsReadOnly() {
        assertThat(OutputDirectory.reasonAgainst(readOnly("/a/b")))
                .isEqualTo("it cannot be created: /modules/java.base cannot be written to");
    }

    @Test
    void cannotBeALinkToNothing() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("nothing"));

        assertThat(OutputDirectory.reasonAgainst(link)).isEqualTo("it is not a directory");
        assertThat(OutputDirectory.reasonAgainst(link.resolve("a")))
                .isEqualTo("it cannot be created: " + link + " is not a directory");
    }

    @Test
    void canBeALinkToADirectory() throws IOException {
        Path link = Files.createSymbolicLink(
                temporary.resolve("link"), Files.createDirectory(temporary.resolve("directory")));

        assertThat(OutputDirectory.reasonAgainst(link)).isNull();
        new OutputDirectory(link.resolve("a")).create();
        assertThat(temporary.resolve("directory/a")).isDirectory();
    }

    @Test
    void isMadeWithItsParentsAsOftenAsNeeded() throws IOException {
        OutputDirectory directory = OutputDirectory.at(temporary + "/a/b/c/");

        directory.create();
        directory.create();

        assertThat(temporary.resolve("a/b/c")).isEmptyDirectory();
    }

    @Test
    void saysSoWhenItCannotBeMade() {
        assertThatIOException()
                .isThrownBy(() -> OutputDirectory.at("/proc/flags/a").create())
                .withMessageContaining("/proc/flags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../../b", "/a", "..", ".", "", "a/..", "//a"})
    void letsNoNameLeadOutOfIt(String name) {
        OutputDirectory directory = new OutputDirectory(temporary);

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> directory.resolve(name))
                .withMessage("the file name \"" + name + "\" leads out of the directory " + temporary)
                .satisfies(e -> assertThat(e.isPermanent()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "..a", "a/..b/c.json", ".a"})
    void resolvesNamesBelowIt(String name) throws ExportException {
        assertThat(new OutputDirectory(temporary).resolve(name)).isEqualTo(Path.of(temporary + "/" + name));
    }
}
