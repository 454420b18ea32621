package dev.flagexporter.deployment;

import java.net.http.HttpResponse;

import jakarta.inject.Inject;

import dev.flagexporter.Manager;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.spi.event.FeatureEvent;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The extension's own managers, without an exporter, and the moment in which the intake closes. */
class CollectorStoppingTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.enabled();

    @Inject
    Manager<FeatureEvent> features;

    @Inject
    Intake intake;

    @Test
    void acceptsEventsThatNobodyExportsUntilTheIntakeCloses() throws Exception {
        CollectorClient client = new CollectorClient();

        assertThat(client.post(CollectorClient.ONE_EVENT).statusCode()).isEqualTo(200);
        assertThat(features.droppedWithoutExporter()).isEqualTo(1);

        intake.close();
        HttpResponse<String> response = client.post(CollectorClient.ONE_EVENT);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"message\":\"Service Unavailable\"}\n");
    }
}
