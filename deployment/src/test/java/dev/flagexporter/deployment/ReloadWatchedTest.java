package dev.flagexporter.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Outside of production the files are looked at when it is asked for. */
class ReloadWatchedTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(FakePlugin::addTo)
            .overrideRuntimeConfigKey("quarkus.flag-exporter.reload.enabled", "true");

    @Test
    void theThreadThatLooksAtTheFilesIsThere() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("flag-exporter-reload");
    }
}
