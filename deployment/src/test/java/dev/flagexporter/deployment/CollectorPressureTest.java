package dev.flagexporter.deployment;

import java.net.http.HttpResponse;

import jakarta.inject.Inject;

import dev.flagexporter.spi.store.AppendResult;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

/** What a provider is told when the event store does not take its events. */
class CollectorPressureTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording();

    @Inject
    Recording recording;

    private final CollectorClient client = new CollectorClient();

    @BeforeEach
    void forget() {
        recording.reset();
    }

    @Test
    void asksToTryAgainWhenTheStoreRefuses() throws Exception {
        recording.features.result = AppendResult.FULL;

        HttpResponse<String> response = client.post(ONE_EVENT);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo("{\"message\":\"Too Many Requests\"}\n");
    }

    @Test
    void saysThatItIsUnavailableWhenTheStoreIsClosed() throws Exception {
        recording.features.result = AppendResult.CLOSED;

        HttpResponse<String> response = client.post(ONE_EVENT);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"message\":\"Service Unavailable\"}\n");
    }

    @Test
    void acceptsWhatTheStoreDrops() throws Exception {
        recording.features.result = AppendResult.DROPPED;

        assertThat(client.post(ONE_EVENT).statusCode()).isEqualTo(200);
    }
}
