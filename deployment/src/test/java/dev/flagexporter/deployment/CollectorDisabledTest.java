package dev.flagexporter.deployment;

import java.net.http.HttpResponse;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that only has the extension on its class path. */
class CollectorDisabledTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.disabled();

    private final CollectorClient client = new CollectorClient();

    @ParameterizedTest
    @ValueSource(strings = {CollectorClient.COLLECTOR, "/health", "/info"})
    void servesNothing(String path) throws Exception {
        HttpResponse<String> response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void takesNoEvents() throws Exception {
        assertThat(client.post(CollectorClient.ONE_EVENT).statusCode()).isEqualTo(404);
    }
}
