package dev.flagexporter.deployment;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Inject;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The wellness check follows the exporters; liveness and readiness do not. */
class HealthTest {

    private static final AtomicBoolean DOWN = new AtomicBoolean();
    private static final AtomicReference<CountDownLatch> HANGING = new AtomicReference<>(new CountDownLatch(0));

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                FakePlugin.addTo(application, FragileFactory.class);
                application.addClasses(FragileFactory.class, Fragile.class);
            })
            .overrideConfigKey(EXPORTERS + "audit.kind", "fake")
            .overrideConfigKey(EXPORTERS + "lake.kind", "fragile")
            .overrideConfigKey(EXPORTERS + "lake.attempt-timeout", "100ms")
            .overrideConfigKey(EXPORTERS + "lake.retry.initial-backoff", "1h")
            .overrideConfigKey(EXPORTERS + "lake.retry.max-backoff", "1h");

    /** The kind {@code fragile}. */
    public static class FragileFactory implements ExporterFactory<FakeExporterConfig> {

        @Override
        public String kind() {
            return "fragile";
        }

        @Override
        public Class<FakeExporterConfig> configType() {
            return FakeExporterConfig.class;
        }

        @Override
        public CommonExporter create(FakeExporterConfig config, ExporterEnvironment environment) {
            return new Fragile();
        }
    }

    /** Fails or hangs on demand. */
    public static class Fragile implements Exporter {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {
            if (DOWN.get()) {
                throw new IllegalStateException("the password is hunter2");
            }
            CountDownLatch latch = HANGING.get();
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    // it ignores that
                }
            }
        }
    }

    @Inject
    Manager<FeatureEvent> manager;

    @AfterEach
    void recover() {
        DOWN.set(false);
        flush();
    }

    @Test
    void isUpWhileEverythingGetsThrough() {
        addAndFlush();
        Response health = health("/q/health/well");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(stateOf(health, "audit")).startsWith("running, pending: ");
        assertThat(stateOf(health, "lake")).startsWith("running, pending: 0");
    }

    @Test
    void isDownWhileAnExporterFails() {
        DOWN.set(true);
        addAndFlush();
        Response health = health("/q/health/well");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(stateOf(health, "audit")).startsWith("running, ");
        assertThat(stateOf(health, "lake"))
                .startsWith("retrying, pending: 1, dropped: 0, dead-lettered: 0, possibly duplicated: ")
                .contains(", last failure: java.lang.IllegalStateException at 2");
        assertThat(health.asString()).doesNotContain("hunter2");
    }

    @Test
    void saysThatAnExporterWasAbandonedAndStillHangs() {
        CountDownLatch hanging = new CountDownLatch(1);
        HANGING.set(hanging);
        addAndFlush();
        HANGING.set(new CountDownLatch(0));
        Response health = health("/q/health/well");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(stateOf(health, "lake")).contains("possibly duplicated: 1, hanging calls: 1, last failure: ");
        hanging.countDown();
        flush();
        await().untilAsserted(() -> assertThat(stateOf(health("/q/health/well"), "lake"))
                .startsWith("running, pending: 0")
                .doesNotContain("hanging"));
    }

    @Test
    void leavesLivenessAndReadinessAlone() {
        DOWN.set(true);
        addAndFlush();
        assertThat(health("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(health("/q/health/ready").statusCode()).isEqualTo(200);
    }

    private void addAndFlush() {
        manager.addEvent(FeatureEvent.of("ada", false, "flag", true, "on", false, "", "SERVER", null));
        flush();
    }

    private void flush() {
        manager.exporter("lake").orElseThrow().flush().toCompletableFuture().join();
    }

    private static Response health(String path) {
        return RestAssured.given().get(path);
    }

    private static String stateOf(Response health, String exporter) {
        return health.path("checks.find { it.name == 'Feature flag exporters' }.data." + exporter);
    }
}
