package dev.flagexporter.testkit.exporter;

import java.util.Map;
import java.util.stream.Collectors;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** Runs the tests of a broken plugin, and looks which of them fail, and why. */
final class Rejection {

    private Rejection() {}

    /** The messages of the tests that fail, by their methods' names. */
    static Map<String, String> failuresOf(Class<? extends ExporterContract> plugin) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(plugin))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getDisplayName().replace("()", ""), Rejection::message));
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::getMessage)
                .orElse("");
    }

    /** Just these tests fail, all of them for one reason. */
    static void assertRejected(Class<? extends ExporterContract> plugin, String reason, String... tests) {
        Map<String, String> failures = failuresOf(plugin);
        assertThat(failures.keySet()).containsExactlyInAnyOrder(tests);
        assertThat(failures).allSatisfy((test, message) -> assertThat(message).contains(reason));
    }
}
