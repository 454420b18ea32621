package dev.flagexporter.deployment;

import java.util.stream.Stream;

import io.quarkus.test.QuarkusUnitTest;

/** Applications with a collector. */
final class CollectorApplication {

    private CollectorApplication() {}

    /** With the collector on, and managers that record. */
    static QuarkusUnitTest recording(Class<?>... more) {
        return enabled(Stream.concat(Stream.of(Recording.class, RecordingManager.class), Stream.of(more))
                .toArray(Class<?>[]::new));
    }

    /** With the collector on, and the extension's own managers. */
    static QuarkusUnitTest enabled(Class<?>... more) {
        return disabled(more).overrideConfigKey("quarkus.flag-exporter.collector.enabled", "true");
    }

    /** Without a word about the collector, on a free port. */
    static QuarkusUnitTest disabled(Class<?>... more) {
        return new QuarkusUnitTest()
                .withApplicationRoot(root -> root.addClasses(CollectorApplication.class, CollectorClient.class)
                        .addClasses(more))
                .overrideRuntimeConfigKey("quarkus.http.test-port", "0");
    }
}
