package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A storm of callers on real threads, of exporters that fail and hang now and then. */
@Timeout(120)
class CallerStormTest {

    private static final int SOAK = 300;

    @TempDir
    private Path directory;

    static LongStream manySeeds() {
        return LongStream.range(1000, 1000 + SOAK);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isAnsweredAddsUpAndLeavesNoThread(long seed) {
        new CallerStorm(seed, directory).run();
    }

    @ParameterizedTest
    @MethodSource("manySeeds")
    @Tag("soak")
    void isAnsweredAddsUpAndLeavesNoThreadForManySeeds(long seed) {
        new CallerStorm(seed, directory).run();
    }
}
