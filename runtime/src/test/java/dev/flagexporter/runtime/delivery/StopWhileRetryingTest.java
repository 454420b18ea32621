package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The last flush of an exporter whose destination is down for a while. */
class StopWhileRetryingTest {

    @Test
    void isNotCutShortByARequestForDeadLetters() {
        DeliveryHarness harness = new DeliveryHarness().started();
        harness.exporter.thenFail(new IOException("down"));
        harness.append(3);
        CompletionStage<FlushResult> stopped = harness.data.stop();
        harness.run();
        harness.data.replayDeadLetters();
        harness.run();
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPING);
        harness.advance(DeliveryHarness.INITIAL_BACKOFF);
        assertThat(DeliveryHarness.get(stopped).delivered()).isEqualTo(3);
    }
}
