package dev.flagexporter.collector;

/**
 * The lines, but for the date, that are written for the events of a provider.
 *
 * @param metadata what the provider sends as {@code meta}, as JSON
 */
record ProviderEvents(String metadata) {

    /** An evaluation that went well; the value is JSON. */
    String evaluation(String contextKind, String userKey, String key, String variation, String value) {
        return feature(contextKind, userKey, key, variation, value, false);
    }

    /** An evaluation that failed and gave the application its own default value, which is JSON. */
    String failure(String userKey, String key, String value) {
        return feature("user", userKey, key, "SdkDefault", value, true);
    }

    private String feature(
            String contextKind, String userKey, String key, String variation, String value, boolean isDefault) {
        return """
               {"kind": "feature", "contextKind": "%s", "userKey": "%s", "key": "%s", "variation": "%s", "value": %s,
                "default": %s, "version": "", "source": "PROVIDER_CACHE", "metadata": %s}""".formatted(contextKind, userKey, key, variation, value, isDefault, metadata);
    }

    /** A tracking event; context and details are JSON. */
    static String tracking(String userKey, String key, String context, String details) {
        return """
               {"kind": "tracking", "contextKind": "user", "userKey": "%s", "key": "%s", "evaluationContext": %s,
                "trackingEventDetails": %s}""".formatted(userKey, key, context, details);
    }
}
