package dev.flagexporter.runtime.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** With real files, because what file systems do with them is the matter. */
class ConfigurationFilesTest {

    @TempDir
    Path directory;

    private Path properties;

    @BeforeEach
    void makeTheDirectory() throws IOException {
        properties = Files.createDirectories(directory.resolve("config")).resolve("application.properties");
        Files.writeString(properties, "a=1");
    }

    private ConfigurationFiles files(String... keysAndValues) {
        return ConfigurationFiles.of(config(keysAndValues), directory);
    }

    private static SmallRyeConfig config(String... keysAndValues) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withProfile("prod");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.withDefaultValue(keysAndValues[i], keysAndValues[i + 1]);
        }
        return builder.build();
    }

    /** What is done between two looks. */
    private interface Action {

        void run() throws IOException;
    }

    private static void assertChange(ConfigurationFiles files, Action action) throws IOException {
        assertThat(isChangedBy(files, action)).isTrue();
    }

    private static void assertNoChange(ConfigurationFiles files, Action action) throws IOException {
        assertThat(isChangedBy(files, action)).isFalse();
    }

    private static boolean isChangedBy(ConfigurationFiles files, Action action) throws IOException {
        FileContents before = files.read();
        action.run();
        return !files.read().equals(before);
    }

    @Test
    void seeAnEdit() throws IOException {
        assertChange(files(), () -> Files.writeString(properties, "a=2"));
    }

    @Test
    void seeAnEditOfTheSameSizeAtTheSameTime() throws IOException {
        assertChange(files(), () -> {
            var time = Files.getLastModifiedTime(properties);
            Files.writeString(properties, "a=2");
            Files.setLastModifiedTime(properties, time);
        });
    }

    @Test
    void seeAFileThatIsMovedOverAnother() throws IOException {
        Path other = Files.writeString(directory.resolve("new"), "a=2");
        assertChange(files(), () -> Files.move(other, properties, StandardCopyOption.ATOMIC_MOVE));
    }

    @Test
    void seeADeletedFile() throws IOException {
        assertChange(files(), () -> Files.delete(properties));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                "config/application-prod.properties",
                "config/application.yaml",
                "config/application-prod.yml"
            })
    void seeAFileThatComesLater(String name) throws IOException {
        assertChange(files(), () -> Files.writeString(directory.resolve(name), "a: 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config/application.log",
                "config/application-dev.properties",
                "application.properties",
                "config/other.properties"
            })
    void doNotCareForOtherFiles(String name) throws IOException {
        assertNoChange(files(), () -> Files.writeString(directory.resolve(name), "a=2"));
    }

    @Test
    void doNotCareForAFileThatIsWrittenAgainAsItWas() throws IOException {
        assertNoChange(files(), () -> Files.writeString(properties, "a=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra.properties", "extra-prod.properties"})
    void seeAConfiguredFileAndItsProfile(String name) throws IOException {
        ConfigurationFiles files = files(
                "smallrye.config.locations",
                directory.resolve("extra.properties").toString());
        assertChange(files, () -> Files.writeString(directory.resolve(name), "b=1"));
    }

    @Test
    void seeALocationThatIsWrittenAsAUri() throws IOException {
        Path extra = directory.resolve("extra.properties");
        assertChange(
                files("smallrye.config.locations", "http://localhost/a," + extra.toUri()),
                () -> Files.writeString(extra, "b=1"));
    }

    @Test
    void seeTheFilesOfAConfiguredDirectoryAlsoWhenItComesLater() throws IOException {
        Path mounted = directory.resolve("mounted");
        ConfigurationFiles files = files("smallrye.config.locations", mounted.toString());
        assertChange(files, () -> {
            Files.createDirectory(mounted);
            Files.writeString(mounted.resolve("any.properties"), "b=1");
        });
        assertNoChange(files, () -> Files.writeString(mounted.resolve("any.log"), "b=1"));
    }

    @Test
    void seeADirectoryWithAFileForEachKey() throws IOException {
        Path keys = Files.createDirectory(directory.resolve("keys"));
        for (String location : List.of(keys.toString(), keys.toUri().toString())) {
            ConfigurationFiles files = files("smallrye.config.source.file.locations", location);
            assertChange(files, () -> Files.writeString(keys.resolve("a.key"), location));
        }
    }

    @Test
    void nameTheConfiguredLocationsThatDoNotExist() throws IOException {
        Path keys = directory.resolve("more keys");
        ConfigurationFiles files = files(
                "smallrye.config.locations",
                directory.resolve("absent") + "," + properties + "," + directory.toUri() + ",http://localhost/a",
                "smallrye.config.source.file.locations",
                keys.toString());
        assertThat(files.missing()).containsExactly(directory.resolve("absent").toString(), keys.toString());

        Files.createDirectory(keys);
        Files.createFile(directory.resolve("absent"));
        assertThat(files.missing()).isEmpty();
    }

    /** SmallRye Config looks there, too. */
    @Test
    void doNotMissWhatIsOnTheClassPath() {
        assertThat(files("smallrye.config.locations", "META-INF/services/java.nothing,org/junit/jupiter/api/Test.class")
                        .missing())
                .containsExactly("META-INF/services/java.nothing");
    }

    /** As the kubelet does: the files are links into a directory behind the link {@code ..data}, which is swapped. */
    @Test
    void seeTheSwapOfAMountedConfigMap() throws IOException {
        Path mounted = Files.createDirectory(directory.resolve("mounted"));
        Path first = Files.createDirectory(mounted.resolve("..2026_01_01"));
        Files.writeString(first.resolve("application.properties"), "b=1");
        Path second = Files.createDirectory(mounted.resolve("..2026_01_02"));
        Files.writeString(second.resolve("application.properties"), "b=2");
        Path data = Files.createSymbolicLink(mounted.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(mounted.resolve("application.properties"), Path.of("..data/application.properties"));
        Path swapped = Files.createSymbolicLink(mounted.resolve("..data_tmp"), second.getFileName());

        assertChange(
                files("smallrye.config.locations", mounted.toString()),
                () -> Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE));
    }
}
