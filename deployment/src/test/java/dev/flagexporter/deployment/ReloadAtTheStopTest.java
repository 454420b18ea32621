package dev.flagexporter.deployment;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.FlagExporterReloaded;
import dev.flagexporter.ReloadResult;
import dev.flagexporter.ReloadResult.Outcome;
import dev.flagexporter.runtime.reload.DefaultConfigurationReload;
import io.quarkus.test.QuarkusUnitTest;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;

/** A reload that finds a wrong configuration when the application stops already is no matter for an administrator. */
class ReloadAtTheStopTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                FakePlugin.addTo(application);
                application
                        .addClasses(Observer.class, ChangingSource.class, LatchedSource.class)
                        .addAsServiceProvider(ConfigSource.class, LatchedSource.class);
            })
            .setLogRecordPredicate(entry -> entry.getLoggerName().startsWith("dev.flagexporter"))
            .assertLogRecords(entries -> {
                assertThat(entries)
                        .extracting(entry -> ((ExtLogRecord) entry).getFormattedMessage())
                        .contains("Reload interrupted by application shutdown: INVALID");
                assertThat(entries)
                        .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                        .isEmpty();
            });

    @Inject
    DefaultConfigurationReload reload;

    @Inject
    Observer observer;

    @Test
    void isNeitherAnErrorNorToldToObservers() throws Exception {
        ChangingSource.PROPERTIES.put(EXPORTERS + "guest.kind", "unheard-of");
        LatchedSource.latched = true;
        CompletionStage<ReloadResult> reloaded = reload.reload();
        assertThat(LatchedSource.READ.await(30, TimeUnit.SECONDS)).isTrue();
        reload.stop();
        LatchedSource.STOPPED.countDown();

        ReloadResult result = reloaded.toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(observer.told).isFalse();
        assertThat(reload.lastReload()).isEmpty();
        assertThat(reload.reloads(Outcome.INVALID)).isZero();
    }

    /** A bean that wants to know. */
    @Singleton
    public static class Observer {

        volatile boolean told;

        void observe(@Observes FlagExporterReloaded event) {
            told = true;
        }
    }

    /** Cannot be read before the stop, once it is latched. */
    public static class LatchedSource extends ChangingSource {

        static final CountDownLatch READ = new CountDownLatch(1);
        static final CountDownLatch STOPPED = new CountDownLatch(1);
        static volatile boolean latched;

        @Override
        public Set<String> getPropertyNames() {
            if (latched) {
                READ.countDown();
                awaitTheStop();
            }
            return super.getPropertyNames();
        }

        private static void awaitTheStop() {
            try {
                STOPPED.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
