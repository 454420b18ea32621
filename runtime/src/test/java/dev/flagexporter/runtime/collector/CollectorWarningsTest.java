package dev.flagexporter.runtime.collector;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.runtime.config.TestConfig;
import io.quarkus.runtime.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

class CollectorWarningsTest {

    private static final String COLLECTOR = "quarkus.flag-exporter.collector.";

    private static List<String> warnings(Map<String, String> properties, long serverLimit, String host) {
        return new CollectorWarnings(
                        TestConfig.settings(properties).collector(),
                        Optional.of(new MemorySize(BigInteger.valueOf(serverLimit))),
                        host)
                .all();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "no-such-host.invalid"})
    void tellOfACollectorWithoutKeysThatOthersCanReach(String host) {
        assertThat(warnings(Map.of(), Long.MAX_VALUE, host))
                .singleElement(STRING)
                .startsWith("The collector accepts requests without an API key on the address " + host + ".");
        assertThat(warnings(Map.of(COLLECTOR + "authorized-keys.admin", "s3cret"), Long.MAX_VALUE, host))
                .singleElement(STRING)
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void doNotTellOfACollectorThatOthersCannotReach(String host) {
        assertThat(warnings(Map.of(), Long.MAX_VALUE, host)).isEmpty();
    }

    @Test
    void doNotTellOfAnOpenCollectorThatIsMeant() {
        assertThat(warnings(Map.of(COLLECTOR + "allow-anonymous", "true"), Long.MAX_VALUE, "0.0.0.0"))
                .isEmpty();
    }

    @Test
    void tellOfASmallerLimitOfTheServer() {
        assertThat(warnings(Map.of(COLLECTOR + "max-body-size", "20M"), 10 << 20, "localhost"))
                .singleElement(STRING)
                .startsWith("quarkus.http.limits.max-body-size is 10485760 bytes, less than " + COLLECTOR
                        + "max-body-size, which is 20971520 bytes.");
        assertThat(warnings(Map.of(COLLECTOR + "max-body-size", "10M"), 10 << 20, "localhost"))
                .isEmpty();
    }
}
