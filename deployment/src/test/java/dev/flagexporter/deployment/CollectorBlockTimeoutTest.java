package dev.flagexporter.deployment;

import java.net.http.HttpResponse;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FullStore.FEATURES;
import static org.assertj.core.api.Assertions.assertThat;

/** A sender who has waited for room in vain is told to try again. */
class CollectorBlockTimeoutTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION =
            FullStore.application("block", 2).overrideConfigKey("quarkus.flag-exporter.store.block-timeout", "10ms");

    @Inject
    FullStore store;

    private final CollectorClient client = new CollectorClient();

    @Test
    void refusesARequestWhenTheTimeIsOver() throws Exception {
        store.gate(FEATURES).hold();
        assertThat(client.post(FullStore.evaluations("a", "b")).statusCode()).isEqualTo(200);

        HttpResponse<String> response = client.post(FullStore.mixed("late"));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(store.appended(FullStore.ORDERS)).isZero();
        store.drain();
        assertThat(client.post(FullStore.mixed("late")).statusCode()).isEqualTo(200);
    }
}
