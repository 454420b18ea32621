package dev.flagexporter.deployment;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that serves everything below a path of its own, and its resources below another one. */
class CollectorBelowPathTest {

    private static final String PREFIX = "/root";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideConfigKey("quarkus.http.root-path", "/root")
            .overrideConfigKey("quarkus.rest.path", "/api")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.evaluation", "k1")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.disable-version-header", "true");

    private final CollectorClient client = new CollectorClient();

    private HttpResponse<String> post(String path, String key) throws Exception {
        return client.send(CollectorClient.request(path)
                .header("Content-Type", CollectorClient.JSON)
                .header("X-API-Key", key)
                .POST(BodyPublishers.ofString(CollectorClient.ONE_EVENT)));
    }

    @Test
    void hasTheCollectorThereToo() throws Exception {
        assertThat(post(PREFIX + CollectorClient.COLLECTOR, "k1").statusCode()).isEqualTo(200);
        assertThat(client.get(PREFIX + "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void asksForTheKeyThereToo() throws Exception {
        assertThat(post(PREFIX + CollectorClient.COLLECTOR, "wrong").statusCode())
                .isEqualTo(401);
    }

    @Test
    void hasNothingElsewhere() throws Exception {
        assertThat(post(CollectorClient.COLLECTOR, "k1").statusCode()).isEqualTo(404);
        assertThat(post("/root/api" + CollectorClient.COLLECTOR, "k1").statusCode())
                .isEqualTo(404);
        assertThat(client.get("/health").statusCode()).isEqualTo(404);
    }

    @Test
    void leavesTheVersionOutOnRequest() throws Exception {
        assertThat(client.get(PREFIX + "/info").headers().map()).doesNotContainKey("x-gofeatureflag-version");
    }
}
