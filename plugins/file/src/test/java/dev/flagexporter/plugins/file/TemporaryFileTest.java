package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.flagexporter.spi.object.BatchObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

@DisplayName("A temporary file")
class TemporaryFileTest {

    private static final BatchObject.Content CONTENT = output -> output.write("content".getBytes(UTF_8));

    @TempDir
    private Path directory;

    @Test
    void doesNotHaveTheFinalNameYet() throws IOException {
        try (TemporaryFile temporary = new TemporaryFile(directory.resolve(".a.tmp"))) {
            temporary.write(CONTENT);

            assertThat(directory.toFile().list()).containsExactly(".a.tmp");
        }
    }

    @Test
    void becomesTheFileAndIsGone() throws IOException {
        Path target = directory.resolve("a.json");
        try (TemporaryFile temporary = new TemporaryFile(directory.resolve(".a.tmp"))) {
            temporary.write(CONTENT);
            temporary.publishAs(target);
        }

        assertThat(directory.toFile().list()).containsExactly("a.json");
        assertThat(target).hasContent("content");
    }

    @Test
    void isGoneWhenItCouldNotBeWritten() {
        assertThatIOException().isThrownBy(() -> {
            try (TemporaryFile temporary = new TemporaryFile(directory.resolve(".a.tmp"))) {
                temporary.write(output -> {
                    output.write(new byte[1_000_000]);
                    throw new IOException("no space left");
                });
            }
        });

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void neverReplacesAFile() throws IOException {
        Path taken = Files.writeString(directory.resolve("a.json"), "other");
        try (TemporaryFile temporary = new TemporaryFile(directory.resolve(".a.tmp"))) {
            temporary.write(CONTENT);

            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> temporary.publishAs(taken));
            assertThat(temporary.hasContentOf(taken)).isFalse();
        }

        assertThat(taken).hasContent("other");
    }

    @Test
    void isRenamedWhereThereAreNoHardLinksAndReplacesNothingThereEither() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
            Path target = zip.getPath("/a.json");
            publish(target);
            assertThat(Files.readString(target)).isEqualTo("content");

            Files.writeString(target, "other");
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> publish(target))
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .isInstanceOf(UnsupportedOperationException.class));
            assertThat(Files.readString(target)).isEqualTo("other");
            assertThat(Files.list(zip.getPath("/"))).containsExactly(target);
        }
    }

    private static void publish(Path target) throws IOException {
        try (TemporaryFile temporary = new TemporaryFile(target.resolveSibling(".a.tmp"))) {
            temporary.write(CONTENT);
            temporary.publishAs(target);
        }
    }
}
