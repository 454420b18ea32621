package dev.flagexporter.deployment;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The scheduler would run a new job at once: each start and each reload would make a file of the few events there are. */
class FirstFlushTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                FakePlugin.addTo(application);
                application.addClass(Shop.class);
            })
            .overrideConfigKey(EXPORTERS + "quick.kind", "fake")
            .overrideConfigKey(EXPORTERS + "quick.flush-interval", "1s")
            .overrideConfigKey(EXPORTERS + "slow.kind", "fake")
            .overrideConfigKey(EXPORTERS + "slow.flush-interval", "1h");

    /** Has an event while the application starts. */
    @Singleton
    public static class Shop {

        @Inject
        Manager<FeatureEvent> events;

        void open(@Observes StartupEvent start) {
            add("ada");
        }

        void add(String userKey) {
            events.addEvent(FeatureEvent.of(userKey, false, "flag", true, "on", false, "", "SERVER", null));
        }
    }

    @Inject
    Shop shop;

    @Test
    void comesAfterOneInterval() {
        // two flushes of the quick one: the scheduler has looked at the job of the other twice by then
        awaitArrivals("ada");
        shop.add("grace");
        awaitArrivals("ada", "grace");

        assertThat(FakeExporter.BY_NAME.get("slow").userKeys).isEmpty();
        assertThat(shop.events.exporter("slow").orElseThrow().counts().pending())
                .isEqualTo(2);
    }

    private static void awaitArrivals(String... userKeys) {
        List<String> arrived = FakeExporter.BY_NAME.get("quick").userKeys;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(arrived).containsExactly(userKeys));
    }
}
