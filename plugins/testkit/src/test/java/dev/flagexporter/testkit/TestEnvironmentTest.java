package dev.flagexporter.testkit;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestEnvironmentTest {

    private final List<ConfigurationProblem> problems = new ArrayList<>();

    @Test
    void hasTheTlsConfigurationsOfTheTest() throws NoSuchAlgorithmException {
        TestTls tls = new TestTls("sink", SSLContext.getDefault(), Optional.empty(), Optional.empty());
        TestEnvironment environment = TestEnvironment.of(EventType.FEATURE).withTls(Map.of("sink", tls));

        assertThat(environment.tls("tls-name", "sink", problems)).containsSame(tls);
        assertThat(problems).isEmpty();
    }

    @Test
    void reportsAnUnknownTlsConfiguration() {
        assertThat(TestEnvironment.of(EventType.FEATURE).tls("tls-name", "sink", problems))
                .isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("tls-name");
            assertThat(problem.value()).isEqualTo("sink");
        });
    }

    @Test
    void measuresNothing() {
        TestEnvironment environment = TestEnvironment.of(EventType.FEATURE);
        environment.meters().gauge("connections.open", "open connections", () -> {
            throw new AssertionError("nothing reads it");
        });
        environment.meters().counter("objects.written", "objects").add(1);
        assertThat(environment.meters().counter("a", "a"))
                .isSameAs(environment.meters().counter("a", "a"));
    }
}
