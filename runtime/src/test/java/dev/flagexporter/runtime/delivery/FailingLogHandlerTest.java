package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.store.OverflowPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A log handler of the application that fails with every line. */
class FailingLogHandlerTest {

    private static final int CAPACITY = 20;

    private final DeliveryHarness harness =
            new DeliveryHarness(2, CAPACITY, OverflowPolicy.DROP_OLDEST, FailureSettings.DEFAULT);

    /** Logs nothing, as long as it is open. */
    private static final class FailingHandler extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("dev.flagexporter");
        private final Throwable failure;
        private final AtomicInteger lines = new AtomicInteger();

        FailingHandler(Throwable failure) {
            this.failure = failure;
            setErrorManager(new ErrorManager() {
                @Override
                public synchronized void error(String message, Exception cause, int code) {
                    // the log manager's own word about it
                }
            });
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            lines.incrementAndGet();
            sneakyThrow(failure);
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneakyThrow(Throwable thrown) throws E {
            throw (E) thrown;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("no connection to the log"),
                new AssertionError("a bug"),
                new StackOverflowError("simulated"),
                new OutOfMemoryError("simulated"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void keepsNoExporterFromDeliveringAndStopping(Throwable failure) {
        try (FailingHandler handler = new FailingHandler(failure)) {
            harness.exporter.openFailures.add(new IOException("down"));
            harness.exporter
                    .thenFail(new IOException("down"))
                    .then((context, events) -> {
                        throw ScriptedExporter.rejection("poison", events.size(), 0);
                    })
                    .then((context, events) ->
                            harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT.plus(ExporterCalls.GRACE)));
            harness.started().append(5);
            harness.tick();
            harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT.multipliedBy(3));

            assertThat(harness.data.counts().pending()).isZero();
            assertThat(harness.data.counts().delivered()).isEqualTo(4);
            assertThat(harness.data.counts().dropped()).containsEntry(DropReason.REJECTED, 1L);
            assertThat(harness.data.state()).isEqualTo(ExporterState.RUNNING);
            assertThat(harness.worker.cycles())
                    .as("no cycle is repeated for nothing")
                    .isLessThan(20);

            harness.append(1);
            CompletionStage<FlushResult> stopped = harness.data.stop();
            harness.run();
            assertThat(stopped).isCompleted();
            assertThat(harness.data.counts().delivered()).isEqualTo(5);
            assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPED);
            assertThat(handler.lines)
                    .as("failures, a loss, a recovery, the stop")
                    .hasValueGreaterThan(4);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void keepsNoExporterFromBeingReplaced(Throwable failure) {
        try (FailingHandler handler = new FailingHandler(failure)) {
            harness.started().append(1);
            ReplaceResult result = harness.replace(DeliveryHarness.setup(DeliveryHarness.NAME, harness.successor, 10));

            assertThat(result).isEqualTo(ReplaceResult.REPLACED);
            assertThat(handler.lines).hasPositiveValue();
        }
        harness.append(1);
        assertThat(harness.flush().delivered()).isEqualTo(1);
        assertThat(harness.successor.batches()).containsExactly(List.of(0), List.of(1));
    }
}
