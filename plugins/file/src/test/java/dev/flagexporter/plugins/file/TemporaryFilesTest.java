package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import dev.flagexporter.spi.object.BatchObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The temporary files of an exporter")
class TemporaryFilesTest {

    private static final String OWN = ".flag-exporter-lake-0123456789abcdef.tmp";
    private static final Duration OLD = TemporaryFiles.MAX_AGE.plusMinutes(1);
    private static final BatchObject.Content CONTENT = output -> output.write("content".getBytes(UTF_8));
    private static final Logger LOGGER = Logger.getLogger("dev.flagexporter.exporter.lake");

    @TempDir
    private Path directory;

    private final List<String> logged = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void readLog() {
        LOGGER.addHandler(log);
    }

    @AfterEach
    void leaveLog() {
        LOGGER.removeHandler(log);
    }

    private Path file(String name, Duration age) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "{");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    private void removeOld() {
        new TemporaryFiles("lake").removeOld(directory);
    }

    @Test
    void areHiddenAndHaveNamesOfTheSameLength() throws IOException {
        try (TemporaryFile first = new TemporaryFiles("lake").in(directory);
                TemporaryFile second = new TemporaryFiles("lake").in(directory)) {
            first.write(CONTENT);
            second.write(CONTENT);
            assertThat(directory.toFile().list()).hasSize(2).allSatisfy(name -> assertThat(name)
                    .matches("\\.flag-exporter-lake-[0-9a-f]{16}\\.tmp"));
        }
    }

    @Test
    void fitIntoTheFileSystemWhateverTheExporterIsCalled() throws IOException {
        try (TemporaryFile file = new TemporaryFiles("x".repeat(64)).in(directory)) {
            file.write(CONTENT);
            assertThat(directory.toFile().list()).singleElement().asString().hasSizeLessThan(128);
        }
    }

    @Test
    void areRemovedWhenTheyAreOld() throws IOException {
        file(OWN, OLD);
        file(".flag-exporter-lake-fedcba9876543210.tmp", OLD);
        removeOld();

        assertThat(directory).isEmptyDirectory();
        assertThat(logged)
                .containsExactly("Exporter \"lake\" removed 2 temporary files from " + directory
                        + " that interrupted exports left behind.");
    }

    @Test
    void stayWhileTheyMayBeWritten() throws IOException {
        Path file = file(OWN, TemporaryFiles.MAX_AGE.minusMinutes(1));
        removeOld();

        assertThat(file).exists();
        assertThat(logged).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".flag-exporter-pond-0123456789abcdef.tmp",
                ".flag-exporter-lake-2-0123456789abcdef.tmp",
                ".flag-exporter-lake-0123456789abcdef-0123456789abcdef.tmp",
                ".flag-exporter-lake-0123456789abcdeg.tmp",
                ".flag-exporter-lake-0123456789abcde.tmp",
                ".flag-exporter-lake-0123456789abcdef.tmp2",
                "flag-exporter-lake-0123456789abcdef.tmp",
                "flags.json",
                ".hidden"
            })
    void areNoFilesWithOtherNames(String name) throws IOException {
        Path file = file(name, OLD);
        removeOld();

        assertThat(file).exists();
    }

    @Test
    void areFilesOnly() throws IOException {
        Path folder = Files.createDirectory(directory.resolve(OWN));
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(OLD)));
        removeOld();

        assertThat(folder).exists();
    }

    @Test
    void areNoLinks() throws IOException {
        Path target = file("precious", OLD);
        Path link = Files.createSymbolicLink(directory.resolve(OWN), target);
        FileTime time = FileTime.from(Instant.now().minus(OLD));
        Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, time, time);
        removeOld();

        assertThat(target).hasContent("{");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void areSearchedForALimitedTime() throws IOException {
        Path file = file(OWN, OLD);
        new TemporaryFiles("lake", Duration.ZERO).removeOld(directory);

        assertThat(file).exists();
        assertThat(logged)
                .containsExactly(
                        "Exporter \"lake\" ended its search for old temporary files in " + directory + " after PT0S.");
    }

    @Test
    void areNoReasonToFail() {
        new TemporaryFiles("lake").removeOld(directory.resolve("missing"));

        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("Exporter \"lake\" could not search " + directory.resolve("missing")
                        + " for old temporary files: java.nio.file.NoSuchFileException");
    }
}
