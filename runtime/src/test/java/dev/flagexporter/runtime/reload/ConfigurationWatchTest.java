package dev.flagexporter.runtime.reload;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationWatchTest {

    private final ConfigurationWatch watch = new ConfigurationWatch();

    private static FileContents contents(String text) {
        return new FileContents(new TreeMap<>(Map.of(Path.of("application.properties"), text)));
    }

    @Test
    void countsAChangeThatTwoLooksHaveSeen() {
        watch.take(contents("old"));

        assertThat(watch.isChanged(contents("new"))).isFalse();
        assertThat(watch.isChanged(contents("new"))).isTrue();
    }

    @Test
    void countsNothingWhileTheFilesStillChange() {
        watch.take(contents("old"));

        assertThat(watch.isChanged(contents(""))).isFalse();
        assertThat(watch.isChanged(contents("ne"))).isFalse();
        assertThat(watch.isChanged(contents("new"))).isFalse();
        assertThat(watch.isChanged(contents("new"))).isTrue();
    }

    @Test
    void countsNoChangeThatWasTakenBack() {
        watch.take(contents("old"));

        assertThat(watch.isChanged(contents("new"))).isFalse();
        assertThat(watch.isChanged(contents("old"))).isFalse();
        assertThat(watch.isChanged(contents("old"))).isFalse();
    }

    @Test
    void countsAChangeUntilItIsTaken() {
        watch.take(contents("old"));
        watch.isChanged(contents("new"));

        assertThat(watch.isChanged(contents("new"))).isTrue();
        assertThat(watch.isChanged(contents("new"))).isTrue();
        watch.take(contents("new"));
        assertThat(watch.isChanged(contents("new"))).isFalse();
    }

    /** What was read at the start may have changed before the first look. */
    @Test
    void countsWhatItSeesFirst() {
        assertThat(watch.isChanged(contents("old"))).isFalse();
        assertThat(watch.isChanged(contents("old"))).isTrue();
    }
}
