package dev.flagexporter.runtime.reload;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flagexporter.ReloadResult;
import dev.flagexporter.ReloadResult.Outcome;
import dev.flagexporter.runtime.config.ExporterFactories;
import dev.flagexporter.runtime.delivery.DeliveryClock;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import org.jboss.logging.Logger;

/**
 * Checks a new configuration as a whole, and then applies its difference from the running one.
 *
 * <p><b>Thread safety.</b> Used by one thread, except for {@link #stop()}.
 */
final class Reloader {

    private static final Logger LOG = Logger.getLogger(Reloader.class);

    private static final String STOPS = "The application stops, so its configuration stays what it is.";

    private final LoadedConfiguration start;
    private final ExporterFactories factories;
    private final Supplier<SmallRyeConfig> reader;
    private final Iterable<? extends ReloadableSettings> settings;
    private final RunningExporters exporters;
    private final DeliveryClock clock;
    private LoadedConfiguration running;
    private boolean stopped;

    /**
     * Changes nothing yet.
     *
     * @param start the configuration of the startup
     * @param factories what exporters are made by
     * @param reader reads the configuration of the application
     * @param settings beans that follow the configuration, in addition to the exporters
     * @param exporters the running exporters
     * @param clock the time
     */
    Reloader(
            LoadedConfiguration start,
            ExporterFactories factories,
            Supplier<SmallRyeConfig> reader,
            Iterable<? extends ReloadableSettings> settings,
            RunningExporters exporters,
            DeliveryClock clock) {
        this.start = start;
        this.factories = factories;
        this.reader = reader;
        this.settings = settings;
        this.exporters = exporters;
        this.clock = clock;
        this.running = start;
    }

    /** Reloads, and waits until replaced and removed exporters are closed or their time is over. Never fails. */
    ReloadResult reload() {
        try {
            return apply(running.next(read(), factories));
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

    private ReloadResult apply(LoadedConfiguration next) {
        ReloadPlan plan = ReloadPlan.between(running, next);
        next.warnings().stream()
                .filter(warning -> !running.warnings().contains(warning))
                .forEach(LOG::warn);
        Optional<ClosingExporters> closing = apply(plan, next);
        closing.ifPresent(ClosingExporters::await);
        return closing.isPresent() ? result(plan, next) : notApplied(STOPS);
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

    /** Returns the exporters to wait for; empty, and nothing is changed, during the stop. */
    private synchronized Optional<ClosingExporters> apply(ReloadPlan plan, LoadedConfiguration next) {
        if (stopped) {
            return Optional.empty();
        }
        LoadedConfiguration before = running;
        // first: a reload after one that failed half-way must not remove an exporter again
        running = next;
        ClosingExporters closing = new ClosingExporters(clock);
        plan.removed().forEach(id -> closing.add(before.setup(id), exporters.remove(id)));
        plan.changed().forEach(setup -> closing.add(before.setup(ExporterId.of(setup)), exporters.replace(setup)));
        plan.added().forEach(exporters::add);
        settings.forEach(each -> each.apply(next.settings()));
        return Optional.of(closing);
    }

    /** Prevents further changes. Waits for a change in progress, but not for its exports. */
    synchronized void stop() {
        stopped = true;
    }

    /** After the stop, parts of the application do not exist any more. A reload that misses them is no defect. */
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
