package dev.flagexporter.runtime.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WatchedConfigurationTest {

    @TempDir
    Path directory;

    private int readings;
    private Runnable whileReading = () -> {};

    private Path file() {
        return directory.resolve("extra.properties");
    }

    private void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SmallRyeConfig config(Path location) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredSources()
                .withDefaultValue("smallrye.config.locations", location.toUri().toString())
                .build();
    }

    private SmallRyeConfig read() {
        readings++;
        SmallRyeConfig config = config(file());
        whileReading.run();
        return config;
    }

    private WatchedConfiguration watched() {
        return new WatchedConfiguration(config(file()), this::read);
    }

    private static boolean isChangedInTheEnd(WatchedConfiguration watched) {
        watched.isChanged();
        return watched.isChanged();
    }

    @Test
    void isChangedUntilItIsRead() {
        write(file(), "a=1");
        WatchedConfiguration watched = watched();
        watched.read();
        assertThat(isChangedInTheEnd(watched)).isFalse();

        write(file(), "a=2");
        assertThat(isChangedInTheEnd(watched)).isTrue();
        assertThat(watched.read().getRawValue("a")).isEqualTo("2");
        assertThat(isChangedInTheEnd(watched)).isFalse();
    }

    @Test
    void isReadAgainWhenItChangesMeanwhile() {
        write(file(), "a=1");
        WatchedConfiguration watched = watched();
        whileReading = () -> write(file(), "a=2");

        assertThat(watched.read().getRawValue("a")).isEqualTo("2");
        assertThat(readings).isEqualTo(2);
        assertThat(isChangedInTheEnd(watched)).isFalse();
    }

    @Test
    void isNotUsedWhenItChangesAllTheTime() {
        write(file(), "a=0");
        WatchedConfiguration watched = watched();
        whileReading = () -> write(file(), "a=" + readings);

        assertThatIllegalStateException().isThrownBy(watched::read).withMessageContaining("change while");
        assertThat(isChangedInTheEnd(watched)).as("to be tried again").isTrue();
    }

    @Test
    void isNotReadAgainAndAgainWhenItIsWrong() {
        write(file(), "a=1");
        WatchedConfiguration watched = watched();
        whileReading = () -> {
            throw new IllegalArgumentException("wrong");
        };

        assertThatIllegalArgumentException().isThrownBy(watched::read);

        assertThat(isChangedInTheEnd(watched)).isFalse();
        write(file(), "a=2");
        assertThat(isChangedInTheEnd(watched)).isTrue();
    }

    @Test
    void tellsWhichFilesAreLost() throws IOException {
        write(file(), "a=1");
        WatchedConfiguration watched = new WatchedConfiguration(config(directory), () -> config(directory));
        write(file(), "a=2");
        watched.read();
        assertThat(watched.lost()).isEmpty();

        write(file(), "");
        watched.read();
        assertThat(watched.lost()).containsExactly(file());

        watched.read();
        assertThat(watched.lost()).as("was empty before").isEmpty();
        write(file(), "a=3");
        watched.read();
        Files.delete(file());
        watched.read();
        assertThat(watched.lost()).containsExactly(file());
    }

    @Test
    void followsALocationThatIsConfiguredLater() {
        Path other = directory.resolve("other.properties");
        write(file(), "a=0");
        write(other, "a=1");
        WatchedConfiguration watched = new WatchedConfiguration(config(file()), () -> config(other));
        watched.read();
        if (isChangedInTheEnd(watched)) {
            watched.read();
        }
        assertThat(isChangedInTheEnd(watched)).isFalse();

        write(other, "a=2");
        assertThat(isChangedInTheEnd(watched)).isTrue();
    }
}
