package com.example.exporter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.example.exporter.Answers.Result;
import dev.flagexporter.spi.ExportException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("The answer")
class AnswersTest {

    @Test
    @DisplayName("of a queue names failed and rejected events")
    void ofAQueueNamesFailedAndRejectedEvents() {
        List<Result> results = List.of(Result.STORED, Result.BUSY, Result.INVALID);
        ExportException thrown = catchThrowableOfType(ExportException.class, () -> Answers.ofQueue(results));
        assertThat(thrown.failedPositions()).containsExactly(1);
        assertThat(thrown.rejectedPositions()).containsExactly(2);
    }

    @Test
    @DisplayName("of a throttled stream asks to wait")
    void ofAThrottledStreamAsksToWait() {
        List<Optional<String>> errors = List.of(Optional.empty(), Optional.of("throttled"));
        ExportException thrown = catchThrowableOfType(ExportException.class, () -> Answers.ofStream(errors));
        assertThat(thrown.failedPositions()).containsExactly(1);
        assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("of a warehouse names every other row as failed")
    void ofAWarehouseNamesEveryOtherRowAsFailed() {
        ExportException thrown =
                catchThrowableOfType(ExportException.class, () -> Answers.ofWarehouse(3, Set.of(1)));
        assertThat(thrown.failedPositions()).containsExactlyInAnyOrder(0, 2);
        assertThat(thrown.rejectedPositions()).containsExactly(1);
    }

    @Test
    @DisplayName("of an endpoint rejects the batch, or fails and passes the wait on")
    void ofAnEndpointRejectsTheBatchOrFails() {
        Optional<Duration> wait = Optional.of(Duration.ofSeconds(30));
        ExportException rejected =
                catchThrowableOfType(ExportException.class, () -> Answers.ofEndpoint(400, Optional.empty()));
        ExportException failed = catchThrowableOfType(ExportException.class, () -> Answers.ofEndpoint(429, wait));
        assertThat(rejected.isPermanent()).isTrue();
        assertThat(failed.isPermanent()).isFalse();
        assertThat(failed.retryAfter()).isEqualTo(wait);
    }

    @Test
    @DisplayName("throws nothing when every event was stored")
    void throwsNothingWhenEveryEventWasStored() {
        assertThatCode(() -> {
                    Answers.ofQueue(List.of(Result.STORED));
                    Answers.ofStream(List.of(Optional.empty()));
                    Answers.ofWarehouse(1, Set.of());
                    Answers.ofEndpoint(204, Optional.empty());
                })
                .doesNotThrowAnyException();
    }
}
