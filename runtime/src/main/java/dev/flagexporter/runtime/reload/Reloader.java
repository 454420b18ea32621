package dev.flagexporter.runtime.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.flagexporter.ReloadResult;
import dev.flagexporter.ReloadResult.Outcome;
import dev.flagexporter.runtime.config.ExporterFactories;
import dev.flagexporter.runtime.config.FlagExporterConfig;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import org.jboss.logging.Logger;

/**
 * Checks a new configuration as a whole, and then changes what is different about the running one. Used by one thread,
 * except for {@link #stop()}.
 */
final class Reloader {

    private static final Logger LOG = Logger.getLogger(Reloader.class);

    private static final String STOPS = "The application stops, so its configuration stays what it is.";

    /** A configuration with nothing wrong, and what puts to use what is beside its exporters. */
    private record Checked(LoadedConfiguration configuration, List<Runnable> settings) {}

    private final LoadedConfiguration start;
    private final int capacity;
    private final ExporterFactories factories;
    private final Supplier<SmallRyeConfig> reader;
    private final Iterable<? extends ReloadableSettings> settings;
    private final RunningExporters exporters;
    private LoadedConfiguration running;
    private boolean stopped;

    /**
     * Changes nothing yet.
     *
     * @param start the configuration of the start
     * @param capacity of the event stores
     * @param factories what exporters are made by
     * @param reader reads the configuration of the application
     * @param settings what follows the configuration beside the exporters
     * @param exporters the running exporters
     */
    Reloader(
            LoadedConfiguration start,
            int capacity,
            ExporterFactories factories,
            Supplier<SmallRyeConfig> reader,
            Iterable<? extends ReloadableSettings> settings,
            RunningExporters exporters) {
        this.start = start;
        this.capacity = capacity;
        this.factories = factories;
        this.reader = reader;
        this.settings = settings;
        this.exporters = exporters;
        this.running = start;
    }

    /** Reloads, and waits until exporters that have gone are closed. Never fails. */
    ReloadResult reload() {
        try {
            return apply(check(read()));
        } catch (ConfigurationException e) {
            return notApplied(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            return isStopped() ? notApplied(STOPS) : failed(e);
        }
    }

    private ReloadResult failed(Throwable failure) {
        LOG.error("The reload of the configuration failed", failure);
        return notApplied("Internal error while applying the configuration: " + failure
                + ". It is partly applied; restart the application.");
    }

    private ReloadResult apply(Checked next) {
        ReloadPlan plan = ReloadPlan.between(running, next.configuration());
        Optional<CompletableFuture<Void>> closed = apply(plan, next);
        closed.ifPresent(CompletableFuture::join);
        return closed.isPresent() ? result(plan, next.configuration()) : notApplied(STOPS);
    }

    private SmallRyeConfig read() {
        try {
            return reader.get();
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "The configuration of the application, of which that of the flag exporter is a part, cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    private Checked check(SmallRyeConfig base) {
        FlagExporterConfig config = base.getConfigMapping(FlagExporterConfig.class);
        List<String> problems = new ArrayList<>();
        List<LoadedConfiguration> loaded = new ArrayList<>();
        List<Runnable> prepared = new ArrayList<>();
        collect(problems, () -> loaded.add(LoadedConfiguration.load(config, base, capacity, factories)));
        settings.forEach(each -> collect(problems, () -> prepared.add(each.prepare(config))));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
        return new Checked(loaded.get(0), prepared);
    }

    private static void collect(List<String> problems, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** Completes when the exporters that have gone are closed; empty, and nothing is changed, during the stop. */
    private synchronized Optional<CompletableFuture<Void>> apply(ReloadPlan plan, Checked next) {
        if (stopped) {
            return Optional.empty();
        }
        // first: a reload after one that failed half-way must not remove again what is gone
        running = next.configuration();
        List<CompletableFuture<?>> closed = new ArrayList<>();
        plan.removed().forEach(id -> closed.add(exporters.remove(id).toCompletableFuture()));
        plan.changed().forEach(setup -> closed.add(exporters.replace(setup).toCompletableFuture()));
        plan.added().forEach(exporters::add);
        next.settings().forEach(Runnable::run);
        return Optional.of(CompletableFuture.allOf(closed.toArray(CompletableFuture<?>[]::new)));
    }

    /** Has no reload change anything any more. Waits for one that does so at the moment, but not for its exports. */
    synchronized void stop() {
        stopped = true;
    }

    /** From then on parts of the application are gone, and that a reload misses them is no defect. */
    synchronized boolean isStopped() {
        return stopped;
    }

    private ReloadResult result(ReloadPlan plan, LoadedConfiguration next) {
        return new ReloadResult(
                plan.isEmpty() ? Outcome.UNCHANGED : Outcome.APPLIED,
                names(plan.added()),
                names(plan.changed()),
                plan.removed().stream().map(ExporterId::name).toList(),
                plan.unchanged().stream().map(ExporterId::name).toList(),
                List.copyOf(plan.changedKeys()),
                ReloadPlan.differences(start.fixed(), next.fixed()),
                Optional.empty());
    }

    private static List<String> names(List<ExporterSetup> setups) {
        return setups.stream().map(ExporterSetup::name).toList();
    }

    private ReloadResult notApplied(String reasons) {
        return notApplied(names(running.setups()), reasons);
    }

    static ReloadResult notApplied(List<String> unchanged, String reasons) {
        return new ReloadResult(
                Outcome.INVALID,
                List.of(),
                List.of(),
                List.of(),
                unchanged,
                List.of(),
                List.of(),
                Optional.of(reasons));
    }
}
