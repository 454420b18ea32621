package dev.flagexporter;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads the configuration again and applies the changes, without a restart. Inject it into any bean. In production mode
 * the extension also does that when a configuration file changes, unless {@code quarkus.flag-exporter.reload.enabled} is
 * false.
 *
 * <p>Safe for use by many threads; one reload runs at a time.
 */
public interface ConfigurationReload {

    /**
     * Reloads the configuration, even if no file has changed. Checks it as a whole, like at startup. If it has a problem,
     * nothing is applied.
     *
     * @return the result; completes after removed and replaced exporters are closed, never exceptionally
     */
    CompletionStage<ReloadResult> reload();

    /**
     * Returns the result of the last reload that was applied or had problems.
     *
     * @return the result; empty if there was none since startup
     */
    Optional<ReloadResult> lastReload();

    /**
     * Returns how many reloads had an outcome.
     *
     * @param outcome the outcome
     * @return the count since startup
     */
    long reloads(ReloadResult.Outcome outcome);
}
