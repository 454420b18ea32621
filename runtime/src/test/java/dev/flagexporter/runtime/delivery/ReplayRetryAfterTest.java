package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.ExportException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A destination that asks to wait ends a replay. */
class ReplayRetryAfterTest {

    @TempDir
    private Path directory;

    static Stream<ExportException> rejections() {
        return Stream.of(
                ExportException.rejected("too many requests", null),
                ExportException.partial("too many requests", null, Set.of(0), Set.of(1)));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void sendsNothingMore(ExportException rejection) {
        DeliveryHarness harness = new DeliveryHarness(
                        4,
                        100,
                        new FailureSettings(
                                1, Optional.empty(), Disposal.DEAD_LETTER, Disposal.DROP, Optional.of(directory)))
                .started();
        harness.exporter.thenFail(new IOException("down")).thenFail(rejection.retryAfter(Duration.ofSeconds(30)));
        harness.append(3);
        harness.tick();
        CompletionStage<ReplayResult> replay = harness.data.replayDeadLetters();
        harness.run();
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1, 2), List.of(0, 1, 2));
        ReplayResult result =
                replay.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(result.failure().orElseThrow().cause()).hasMessage("too many requests");
    }
}
