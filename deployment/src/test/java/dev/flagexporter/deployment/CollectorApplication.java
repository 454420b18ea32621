package dev.flagexporter.deployment;

import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quarkus.test.QuarkusUnitTest;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

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
        return enabled(root -> root.addClasses(more));
    }

    /** With the collector on, the extension's own managers, and whatever else is added. */
    static QuarkusUnitTest enabled(Consumer<JavaArchive> more) {
        return application(more).overrideConfigKey("quarkus.flag-exporter.collector.enabled", "true");
    }

    /** Without a word about the collector, on a free port. */
    static QuarkusUnitTest disabled(Class<?>... more) {
        return application(root -> root.addClasses(more));
    }

    private static QuarkusUnitTest application(Consumer<JavaArchive> more) {
        return new QuarkusUnitTest()
                .withApplicationRoot(root -> more.accept(
                        root.addClasses(CollectorApplication.class, CollectorClient.class, RawConnection.class)))
                .overrideRuntimeConfigKey("quarkus.http.test-port", "0");
    }
}
