package dev.flagexporter.plugins.log;

import java.util.Optional;

/** The keys of an exporter of the kind {@code log}. */
public interface LogExporterConfig {

    /** The message of a feature event when nothing is configured; the reference's. */
    String DEFAULT_FEATURE_FORMAT =
            "[{{ .FormattedDate}}] user=\"{{ .UserKey}}\", flag=\"{{ .Key}}\", value=\"{{ .Value}}\"";

    /** The message of a tracking event when nothing is configured; the reference has none, its default fails there. */
    String DEFAULT_TRACKING_FORMAT =
            "[{{ .FormattedDate}}] user=\"{{ .UserKey}}\", key=\"{{ .Key}}\", details={{ .TrackingDetails}}";

    /**
     * The message of an event. See {@link dev.flagexporter.spi.template.LineTemplate} for the fields.
     *
     * @return a template; empty for the default of the event type
     */
    Optional<String> logFormat();
}
