package dev.flagexporter;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads the configuration again and applies what has changed, without a restart. Inject it into any bean. In production
 * the extension does the same on its own when a configuration file changes, unless {@code
 * quarkus.flag-exporter.reload.enabled} says otherwise.
 *
 * <p>Safe for use by many threads; one reload runs at a time.
 */
public interface ConfigurationReload {

    /**
     * Reloads, whether a file has changed or not. The configuration is checked as a whole, as at the start; when
     * anything is wrong, nothing is applied.
     *
     * @return what became of it; completes never exceptionally, and when exporters were removed or replaced, after these
     *     are closed
     */
    CompletionStage<ReloadResult> reload();

    /**
     * The last reload that was applied or refused.
     *
     * @return its result; empty when there was none since the start
     */
    Optional<ReloadResult> lastReload();

    /**
     * How many reloads had an outcome.
     *
     * @param outcome the outcome
     * @return the count since the start
     */
    long reloads(ReloadResult.Outcome outcome);
}
