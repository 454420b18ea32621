package dev.flagexporter.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A collector with keys of administrators only. */
class CollectorAdminKeysTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.admin", "admin-1");

    @Test
    void isOpenToAll() throws Exception {
        CollectorClient client = new CollectorClient();

        assertThat(client.post(CollectorClient.ONE_EVENT).statusCode()).isEqualTo(200);
        assertThat(client.post(CollectorClient.ONE_EVENT, "X-API-Key", "wrong").statusCode())
                .isEqualTo(200);
    }
}
