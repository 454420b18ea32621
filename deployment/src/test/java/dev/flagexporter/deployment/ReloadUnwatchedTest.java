package dev.flagexporter.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Outside of production nobody looks at the files, unless asked to. */
class ReloadUnwatchedTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withApplicationRoot(FakePlugin::addTo);

    @Test
    void theThreadThatLooksAtTheFilesDoesNotExist() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .isNotEmpty()
                .doesNotContain("flag-exporter-reload");
    }
}
