package dev.flagexporter.deployment.devmode;

import java.time.Duration;
import java.util.Set;

import io.quarkus.test.QuarkusDevModeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** In dev mode every change is live at the next request, and nothing of what was before is left or lost. */
class LiveReloadTest {

    private static final Visits VISITS = new Visits();

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = VISITS.inDevMode(FailingStart.class);

    @Test
    void theNextRequestSeesWhatHasChangedInSourcesConfigurationAndItsInterface() throws Exception {
        VISITS.visitAndFlush("ada");
        changeTheGreeting(" ", " dear ");
        VISITS.visitAndFlush("grace");
        addToConfiguration(Visits.GREETER + "greeting=welcome");
        VISITS.visitAndFlush("alan");
        APPLICATION.modifySourceFile(
                LiveExporterConfig.class,
                source -> source.replace("Path file();", "Path file(); @WithDefault(\"bye\") String farewell();"));
        APPLICATION.modifySourceFile(
                LiveExporter.class,
                source -> source.replace("event.userKey();", "event.userKey() + \", \" + config.farewell();"));
        VISITS.visitAndFlush("mary");

        assertThat(VISITS.exported())
                .containsExactly("hello ada", "hello dear grace", "welcome dear alan", "welcome dear mary, bye");
    }

    @Test
    void whatIsPendingAtAReloadIsDeliveredByTheOldExporter() throws Exception {
        VISITS.visit("ada");
        assertThat(VISITS.exported()).isEmpty();
        changeTheGreeting(" ", " dear ");
        VISITS.visit("grace");
        assertThat(VISITS.exported()).containsExactly("hello ada");
        changeTheGreeting(" dear ", " honest ");
        VISITS.visitAndFlush("alan");

        assertThat(VISITS.exported()).containsExactly("hello ada", "hello dear grace", "hello honest alan");
    }

    @Test
    void noThreadOfTheOldClassLoaderSurvives() {
        VISITS.visitAndFlush("ada");
        Set<Thread> first = Visits.threads();
        assertThat(first)
                .extracting(Thread::getName)
                .contains("flag-exporter-dispatcher", "flag-exporter-greeter-worker", "flag-exporter-greeter");
        changeTheGreeting(" ", " dear ");
        VISITS.visitAndFlush("grace");
        assertEnded(first);
        Set<Thread> second = Visits.threads();
        addToConfiguration(Visits.GREETER + "greeting=welcome");
        VISITS.visitAndFlush("alan");
        assertEnded(second);

        assertThat(Visits.threads()).hasSameSizeAs(first);
    }

    /** Quarkus tells the beans nothing of an end then, because it has not told them all of the start. */
    @Test
    void aStartThatFailedLeavesNoThreadAndLosesNothing() throws Exception {
        VISITS.visit("ada");
        Set<Thread> first = Visits.threads();
        APPLICATION.modifySourceFile(FailingStart.class, source -> source.replace("FAILS = false", "FAILS = true"));
        assertThat(VISITS.visit("nobody").body().asString()).contains("not today");
        assertEnded(first);
        assertEnded(Visits.threads());
        APPLICATION.modifySourceFile(FailingStart.class, source -> source.replace("FAILS = true", "FAILS = false"));
        VISITS.visitAndFlush("grace");

        assertThat(VISITS.exported()).containsExactly("hello ada", "hello grace");
    }

    @Test
    void aWrongConfigurationIsShownToWhoeverAsksUntilItIsMended() throws Exception {
        VISITS.visit("ada");
        addToConfiguration(Visits.GREETER + "greting=welcome");
        assertThat(VISITS.visit("nobody").htmlPath().getString("html.body"))
                .contains("The configuration of the flag exporter has 1 problem:")
                .contains("quarkus.flag-exporter.exporters.\"greeter\".greting: is no key of this exporter. "
                        + "Did you mean greeting? If not, remove it.");
        APPLICATION.modifyResourceFile("application.properties", lines -> lines.replace("greting", "greeting"));
        VISITS.visitAndFlush("grace");

        assertThat(VISITS.exported()).containsExactly("hello ada", "welcome grace");
    }

    private static void changeTheGreeting(String from, String to) {
        APPLICATION.modifySourceFile(
                LiveExporter.class, source -> source.replace("\"" + from + "\"", "\"" + to + "\""));
    }

    private static void addToConfiguration(String line) {
        APPLICATION.modifyResourceFile("application.properties", properties -> properties + line + "\n");
    }

    private static void assertEnded(Set<Thread> threads) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
    }
}
