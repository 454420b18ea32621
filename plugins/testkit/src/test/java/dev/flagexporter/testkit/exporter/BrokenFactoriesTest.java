package dev.flagexporter.testkit.exporter;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.testkit.exporter.Rejection.assertRejected;
import static dev.flagexporter.testkit.exporter.Rejection.failuresOf;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The contract of exporters rejects, for the right reason and no other, an exporter that")
class BrokenFactoriesTest {

    @Test
    void hasNoKind() {
        assertThat(failuresOf(BrokenFactories.HasNoKind.class))
                .containsOnlyKeys("namesAKind", "isFoundByTheServiceLoader")
                .hasEntrySatisfying("namesAKind", message -> assertThat(message)
                        .contains("kind() is what users write: it needs at least one character"));
    }

    @Test
    void isNotFound() {
        assertRejected(
                BrokenFactories.IsNotFound.class,
                "in META-INF/services/dev.flagexporter.spi.ExporterFactory",
                "isFoundByTheServiceLoader");
    }

    @Test
    void mapsNoInterface() {
        assertThat(failuresOf(BrokenFactories.MapsAClass.class))
                .hasEntrySatisfying("mapsAPublicInterface", message -> assertThat(message)
                        .contains("configType() has to be a public interface"));
    }

    @Test
    void hasAFactoryWithSideEffects() {
        assertRejected(
                BrokenFactories.SetsASystemProperty.class,
                "The factory's constructor must not change system properties",
                "isConstructedWithoutSideEffects");
    }

    @Test
    void acquiresSomethingBeforeItIsOpened() {
        assertRejected(
                BrokenFactories.AcquiresWhenItIsCreated.class,
                "leave files or connections open",
                "createsWithoutAcquiring",
                "leavesNothingBehind");
    }

    @Test
    void isBulkAtTimes() {
        assertRejected(BrokenFactories.ChangesItsMind.class, "it must not change", "isAlwaysBulkOrNever");
    }

    @Test
    void isOneOfTheDeprecatedInterfaces() {
        assertThat(failuresOf(BrokenFactories.IsADeprecatedExporter.class).values())
                .anySatisfy(message -> assertThat(message).contains("create() made no dev.flagexporter.spi.Exporter"));
    }

    @Test
    void refusesARightConfigurationForOneTypeOfEvents() {
        assertThat(failuresOf(BrokenFactories.RefusesTrackingEvents.class))
                .containsOnlyKeys(
                        "takesAValidConfigurationForEachTypeOfEvent",
                        "takesEachTypeOfEvent",
                        "takesHostileEvents",
                        "isFoundByTheServiceLoader")
                .hasEntrySatisfying("takesAValidConfigurationForEachTypeOfEvent", message -> assertThat(message)
                        .contains("event-type: is not mine"));
    }

    @Test
    void reportsOneProblemAtATime() {
        assertThat(failuresOf(BrokenFactories.ReportsTheFirstProblemOnly.class))
                .containsOnlyKeys("reportsEverythingThatIsWrongAtOnce", "isFoundByTheServiceLoader")
                .hasEntrySatisfying("reportsEverythingThatIsWrongAtOnce", message -> assertThat(message)
                        .contains("create() has to look at all keys before it throws")
                        .contains("topic"));
    }

    @Test
    void doesNotSayWhatToDoAboutAProblem() {
        assertThat(failuresOf(BrokenFactories.GivesNoAdvice.class))
                .containsOnlyKeys("reportsEverythingThatIsWrongAtOnce", "isFoundByTheServiceLoader")
                .hasEntrySatisfying("reportsEverythingThatIsWrongAtOnce", message -> assertThat(message)
                        .contains("Each problem has to say what is wrong, and what to do"));
    }
}
