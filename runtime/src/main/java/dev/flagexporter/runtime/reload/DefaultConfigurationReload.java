package dev.flagexporter.runtime.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.ConfigurationReload;
import dev.flagexporter.FlagExporterReloaded;
import dev.flagexporter.ReloadResult;
import dev.flagexporter.ReloadResult.Outcome;
import dev.flagexporter.runtime.config.ExporterFactories;
import dev.flagexporter.runtime.config.FlagExporterSettings.ReloadSection;
import dev.flagexporter.runtime.delivery.DeliveryClock;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reloads on request and when a file has changed, and reports the results. All reloads run on one thread, one after the
 * other.
 */
@Singleton
public class DefaultConfigurationReload implements ConfigurationReload {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    /** The parts that exist from the start of the application on. */
    private record Started(WatchedConfiguration watched, Reloader reloader) {}

    private final ExporterFactories factories;
    private final Instance<ReloadableSettings> settings;
    private final Event<FlagExporterReloaded> event;
    private final ReloadLog log = new ReloadLog(System::nanoTime);
    private final Map<Outcome, Long> counts = new ConcurrentHashMap<>();
    private final ReloadThread thread = new ReloadThread();
    private volatile @Nullable Started started;
    private volatile Optional<ReloadResult> last = Optional.empty();

    /**
     * Reloads nothing before the start.
     *
     * @param factories the factories of exporters
     * @param settings beans that follow the configuration, in addition to the exporters
     * @param event informs the observers
     */
    @Inject
    public DefaultConfigurationReload(
            ExporterFactories factories, Instance<ReloadableSettings> settings, Event<FlagExporterReloaded> event) {
        this.factories = factories;
        this.settings = settings;
        this.event = event;
    }

    /**
     * Starts to compare the files, if that is enabled.
     *
     * @param start the configuration of the startup
     * @param exporters the running exporters of that configuration
     */
    public void start(LoadedConfiguration start, RunningExporters exporters) {
        SmallRyeConfig current = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        WatchedConfiguration watched = new WatchedConfiguration(current, ConfigurationReader::read);
        started = new Started(
                watched, new Reloader(start, factories, watched::read, settings, exporters, DeliveryClock.SYSTEM));
        log.missing(watched.missing());
        ReloadSection reload = start.settings().reload();
        if (reload.enabled().orElse(LaunchMode.current() == LaunchMode.NORMAL)) {
            thread.repeat(() -> look(watched), reload.interval());
        }
    }

    private void look(WatchedConfiguration watched) {
        if (watched.isChanged()) {
            reloadNow();
        }
    }

    /** Prevents further changes. Does not wait for a reload that waits for exporters to close. */
    public void stop() {
        Started current = started;
        if (current != null) {
            current.reloader().stop();
        }
        thread.end();
    }

    @Override
    public CompletionStage<ReloadResult> reload() {
        try {
            return thread.submit(this::reloadNow);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(Reloader.notApplied(List.of(), "The application has stopped."));
        }
    }

    private ReloadResult reloadNow() {
        Started current = started;
        if (current == null) {
            return tell(Reloader.notApplied(List.of(), "The application has not started yet."), List.of());
        }
        ReloadResult result = current.reloader().reload();
        if (current.reloader().isStopped()) {
            // not a problem for an administrator, and the observers may not exist any more
            LOG.infof("Reload interrupted by application shutdown: %s", result.outcome());
            return result;
        }
        log.missing(current.watched().missing());
        return tell(result, current.watched().lost());
    }

    private ReloadResult tell(ReloadResult result, List<Path> lost) {
        counts.merge(result.outcome(), 1L, Long::sum);
        log.reloaded(result, lost);
        if (result.outcome() != Outcome.UNCHANGED) {
            last = Optional.of(result);
            tellObservers(new FlagExporterReloaded(result));
        }
        return result;
    }

    private void tellObservers(FlagExporterReloaded reloaded) {
        try {
            event.fireAsync(reloaded).exceptionally(failure -> {
                logObserver(failure);
                return reloaded;
            });
            event.fire(reloaded);
        } catch (RuntimeException e) {
            logObserver(e);
        }
    }

    private static void logObserver(Throwable failure) {
        LOG.warn("An observer of the reload failed", failure);
    }

    @Override
    public Optional<ReloadResult> lastReload() {
        return last;
    }

    @Override
    public long reloads(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }
}
