package dev.flagexporter.deployment;

import java.util.Set;

import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CollectorProcessorTest {

    @Test
    void failsTheBuildWithoutAnHttpServer() {
        assertThatThrownBy(() -> CollectorProcessor.requireHttpServer(new Capabilities(Set.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.flag-exporter.collector.enabled = true")
                .hasMessageContaining("needs the HTTP server of Quarkus")
                .hasMessageContaining("Add the extension io.quarkus:quarkus-vertx-http");
    }

    @Test
    void isContentWithAnHttpServer() {
        assertThatCode(() -> CollectorProcessor.requireHttpServer(new Capabilities(Set.of(Capability.VERTX_HTTP))))
                .doesNotThrowAnyException();
    }
}
