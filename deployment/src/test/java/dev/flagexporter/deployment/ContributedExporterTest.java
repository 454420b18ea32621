package dev.flagexporter.deployment;

import java.time.Duration;

import jakarta.inject.Inject;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;
import io.quarkus.builder.BuildContext;
import io.quarkus.builder.BuildStep;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Another extension brings a factory that no service file names. */
class ContributedExporterTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(FakePlugin::addClassesTo)
            .addBuildChainCustomizer(build -> build.addBuildStep(new OtherExtension())
                    .produces(ExporterBuildItem.class)
                    .build())
            .overrideConfigKey(EXPORTERS + "contributed.kind", "fake")
            .overrideConfigKey(EXPORTERS + "contributed.greeting", "hi")
            .overrideConfigKey(EXPORTERS + "contributed.bulk", "false");

    /** What an extension writes as a method with {@code @BuildStep}. */
    static final class OtherExtension implements BuildStep {

        @Override
        public void execute(BuildContext context) {
            context.produce(new ExporterBuildItem(FakeExporterFactory.class.getName()));
        }
    }

    @Inject
    Manager<FeatureEvent> features;

    @Test
    void itsKindCanBeConfiguredAndGetsEvents() {
        features.addEvent(FeatureEvent.of("ada", false, "flag", true, "on", false, "", "SERVER", null));

        FakeExporter exporter = FakeExporter.BY_NAME.get("contributed");
        assertThat(exporter.config.greeting()).isEqualTo("hi");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(exporter.userKeys).containsExactly("ada"));
    }
}
