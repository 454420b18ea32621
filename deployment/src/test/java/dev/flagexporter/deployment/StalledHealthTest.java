package dev.flagexporter.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.ExporterState;
import dev.flagexporter.Manager;
import dev.flagexporter.runtime.delivery.DefaultManager;
import dev.flagexporter.runtime.delivery.DeliveryClock;
import dev.flagexporter.runtime.delivery.DeliverySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.delivery.ExporterInstances;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.LeaseLimits;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** An exporter that does not fail and does not deliver either, because no flush interval wakes it. */
class StalledHealthTest {

    private static final String NAME = "lake";
    private static final String WELLNESS = "/q/health/well";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> application.addClasses(Stalled.class, AdvancedClock.class, Bulk.class));

    /** The clock of the machine, which the test can put forward. */
    static final class AdvancedClock implements DeliveryClock {

        private volatile Duration ahead = Duration.ZERO;

        void putForward(Duration duration) {
            ahead = ahead.plus(duration);
        }

        @Override
        public Instant now() {
            return SYSTEM.now().plus(ahead);
        }

        @Override
        public long nanoTime() {
            return SYSTEM.nanoTime() + ahead.toNanos();
        }

        @Override
        public void park(long nanos) {
            SYSTEM.park(nanos);
        }
    }

    /** Delivers when it is asked to. */
    static final class Bulk implements Exporter {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {}
    }

    /** A manager of the extension with the test's clock, in place of the application's own. */
    @Singleton
    public static class Stalled {

        private final AdvancedClock clock = new AdvancedClock();
        private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
        private final DefaultManager<FeatureEvent> manager = new DefaultManager<>(
                EventType.FEATURE,
                new InMemoryEventStore<>(FeatureEvent.class, "store1", 1000, new Intake(), dispatcher),
                List.of(setup()),
                clock);

        private static ExporterSetup setup() {
            Exporter exporter = new Bulk();
            DeliverySettings settings = new DeliverySettings(
                    new FlushTrigger(Duration.ofSeconds(60), 100),
                    new LeaseLimits(100, Long.MAX_VALUE),
                    new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                    new RetrySettings(
                            Duration.ofSeconds(1), Duration.ofSeconds(1), RetrySettings.UNLIMITED, Optional.empty()),
                    FailurePolicy.DEFAULT);
            return new ExporterSetup(
                    NAME, "bulk", EventType.FEATURE, ExporterInstances.of(exporter, () -> exporter), settings);
        }

        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        Manager<FeatureEvent> features() {
            return manager;
        }

        @PreDestroy
        void stop() {
            manager.stop();
        }
    }

    @Inject
    Stalled stalled;

    @Test
    void isDownWhileEventsStayPendingAndUpAgainWhenTheyAreDelivered() {
        stalled.manager.start();
        stalled.manager.addEvent(FeatureEvent.of("ada", false, "flag", true, "on", false, "", "SERVER", null));
        assertThat(wellness().statusCode()).isEqualTo(200);

        // flush interval, attempt timeout and 30 seconds
        stalled.clock.putForward(Duration.ofSeconds(60 + 10 + 30));
        Response down = wellness();
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(stateOf(down))
                .startsWith("running, pending: 1, ")
                .contains(", no progress for 10")
                .doesNotContain("failure");
        assertThat(stalled.manager.exporter(NAME).orElseThrow().state()).isEqualTo(ExporterState.RUNNING);

        stalled.manager
                .exporter(NAME)
                .orElseThrow()
                .flush()
                .toCompletableFuture()
                .join();
        Response up = wellness();
        assertThat(up.statusCode()).isEqualTo(200);
        assertThat(stateOf(up)).startsWith("running, pending: 0, ").doesNotContain("no progress");
    }

    private static Response wellness() {
        return RestAssured.given().get(WELLNESS);
    }

    private static String stateOf(Response health) {
        return health.path("checks.find { it.name == 'Feature flag exporters' }.data." + NAME);
    }
}
