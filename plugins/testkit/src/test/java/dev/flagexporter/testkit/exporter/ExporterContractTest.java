package dev.flagexporter.testkit.exporter;

import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

@DisplayName("The contract of exporters rejects, for the right reason and no other, an exporter that")
class ExporterContractTest {

    /** The messages of the tests that fail, by their methods' names. */
    private static Map<String, String> failures(Class<? extends ExporterContract> plugin) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(plugin))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getDisplayName().replace("()", ""),
                        ExporterContractTest::message));
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::getMessage)
                .orElse("");
    }

    private static void assertRejected(Class<? extends ExporterContract> plugin, String reason, String... tests) {
        Map<String, String> failures = failures(plugin);
        assertThat(failures.keySet()).containsExactlyInAnyOrder(tests);
        assertThat(failures).allSatisfy((test, message) -> assertThat(message).contains(reason));
    }

    @Test
    void doesNotSendAllOfABigBatch() {
        assertRejected(
                BrokenExporters.SendsTheFirstThousand.class,
                "10000 events were exported, and export() returned normally, but 1000 arrived",
                "takesABigBatch");
    }

    @Test
    void changesTheOrder() {
        assertRejected(
                BrokenExporters.SendsTheLastFirst.class,
                "did not arrive at its place in the order",
                "keepsTheOrder",
                "takesABigBatch",
                "takesEachTypeOfEvent",
                "takesHostileEvents",
                "opensWhenItIsAskedAgain",
                "worksAfreshInANewInstance");
    }

    @Test
    void stumblesOverAnEmptyBatch() {
        assertRejected(
                BrokenExporters.StumblesOverAnEmptyBatch.class,
                "export() threw java.lang.ArrayIndexOutOfBoundsException",
                "takesAnEmptyBatch");
    }

    @Test
    void triesToModifyTheEvents() {
        assertRejected(
                BrokenExporters.SortsTheList.class, "tried to modify the list of events", "leavesTheEventsAsTheyAre");
    }

    @Test
    void letsAHostileEventLookLikeTwo() {
        assertRejected(BrokenExporters.EscapesNothing.class, "no event may look like two", "takesHostileEvents");
    }

    @Test
    void knowsOneTypeOfEventsOnly() {
        assertRejected(
                BrokenExporters.KnowsFeatureEventsOnly.class,
                "export() threw java.lang.ClassCastException",
                "takesEachTypeOfEvent",
                "takesHostileEvents");
    }

    @Test
    void logsFailuresInPlaceOfThrowingThem() {
        assertRejected(
                BrokenExporters.LogsFailures.class,
                "export() returned normally",
                "tellsOfAnEventThatCannotBeExported",
                "tellsOfAFailureOfTheDestination",
                "endsWhenItIsInterrupted");
    }

    @Test
    void takesARetryForADouble() {
        assertRejected(
                BrokenExporters.SkipsARetry.class,
                "did not arrive, though export() returned normally",
                "deliversABatchThatFailedWhenItComesAgain");
    }

    @Test
    void doesNotNameAllEventsThatFailed() {
        assertRejected(
                BrokenExporters.NamesTooFewFailures.class,
                "did not arrive, though export() returned normally",
                "deliversABatchThatFailedWhenItComesAgain");
    }

    @Test
    void namesFailedEventsThatAreNotInTheBatch() {
        assertRejected(
                BrokenExporters.CountsPositionsFromOne.class,
                "The positions in a PartialExportException count from 0 within the batch, which has 10 events here",
                FAILING);
    }

    @Test
    void namesRejectedEventsThatAreNotInTheBatch() {
        assertRejected(
                BrokenExporters.RejectsAnEventThatIsNotThere.class,
                "The positions in an ExportException count from 0 within the batch, which has 10 events here",
                FAILING);
    }

    @Test
    void failsPartiallyWithoutNamingAnEvent() {
        assertRejected(
                BrokenExporters.FailsPartiallyWithoutAFailure.class,
                "A PartialExportException has to name the events that failed",
                FAILING);
    }

    private static final String[] FAILING = {
        "tellsOfAFailureOfTheDestination",
        "deliversABatchThatFailedWhenItComesAgain",
        "keepsItsSecrets",
        "leavesNothingBehind"
    };

    @Test
    void writesPartsOfAnObject() {
        Map<String, String> failures = failures(BrokenExporters.WritesPartsOfObjects.class);
        assertThat(failures.remove("isFoundByTheServiceLoader")).isNotNull();
        assertThat(failures).containsOnlyKeys(FAILING);
        assertThat(failures).allSatisfy((test, message) -> assertThat(message)
                .contains("its configuration extends ObjectConfig) must not fail partially"));
    }

    @Test
    void swallowsAnInterrupt() {
        assertRejected(
                BrokenExporters.SwallowsInterrupts.class, "export() swallowed an interrupt", "endsWhenItIsInterrupted");
    }

    @Test
    void ignoresAnInterrupt() {
        assertRejected(
                BrokenExporters.IgnoresInterrupts.class,
                "export() does not end, though it was interrupted",
                "endsWhenItIsInterrupted");
    }

    @Test
    void cannotBeClosedTwice() {
        assertRejected(BrokenExporters.ClosesOnce.class, "close() threw when it was closed already", "closesTwice");
    }

    @Test
    void cannotBeClosedUnlessItIsOpen() {
        Map<String, String> failures = failures(BrokenExporters.ClosesWhatItNeverOpened.class);
        assertThat(failures).containsOnlyKeys("closesWithoutHavingOpened", "closesAfterItCouldNotOpen");
        assertThat(failures.get("closesWithoutHavingOpened")).contains("close() threw when open() was never called");
        assertThat(failures.get("closesAfterItCouldNotOpen")).contains("close() threw after a failed open()");
    }

    @Test
    void cannotBeClosedBesideAnExport() {
        assertRejected(
                BrokenExporters.ClosesAfterTheExport.class, "close() waits for an export", "closesBesideAnExport");
    }

    @Test
    void locksOutTheOneThatReplacesIt() {
        assertRejected(
                BrokenExporters.LocksOutItsSuccessor.class,
                "A new exporter waits for one whose export hangs",
                "worksInANewInstanceBesideOneThatHangs");
    }

    @Test
    void cannotBeOpenedAfterAFailure() {
        assertRejected(
                BrokenExporters.OpensOnceInALife.class, "open() failed at its second call", "opensWhenItIsAskedAgain");
    }

    @Test
    void leavesAThread() {
        assertRejected(BrokenExporters.LeavesAThread.class, "sender-of-events", "leavesNothingBehind");
    }

    @Test
    void leavesAFileOpen() {
        assertRejected(BrokenExporters.LeavesAFileOpen.class, "/plugins/testkit/pom.xml", "leavesNothingBehind");
    }

    @Test
    void acquiresSomethingBeforeItIsOpened() {
        assertRejected(
                BrokenExporters.AcquiresWhenItIsCreated.class,
                "leave files or connections open",
                "createsWithoutAcquiring",
                "leavesNothingBehind");
    }

    @Test
    void isBulkAtTimes() {
        assertRejected(BrokenExporters.ChangesItsMind.class, "it must not change", "isAlwaysBulkOrNever");
    }

    @Test
    void showsASecret() {
        assertRejected(BrokenExporters.ShowsItsSecret.class, "toString() of a new exporter", "keepsItsSecrets");
    }

    @Test
    void showsASecretThatIsWrong() {
        assertThat(failures(BrokenExporters.ShowsASecretThatIsWrong.class))
                .containsOnlyKeys("keepsItsSecrets", "isFoundByTheServiceLoader")
                .hasEntrySatisfying(
                        "keepsItsSecrets", message -> assertThat(message).contains("the problem with token"));
    }

    @Test
    void throwsASecret() {
        assertRejected(BrokenExporters.ThrowsItsSecret.class, "what open() threw", "keepsItsSecrets");
    }

    @Test
    void logsASecret() {
        assertRejected(BrokenExporters.LogsItsSecret.class, "the log (memory.client)", "keepsItsSecrets");
    }

    @Test
    void hasSecretsThatItsTestDoesNotName() {
        assertRejected(
                BrokenExporters.KeepsQuietAboutItsSecrets.class,
                "The configuration has secrets: name their keys in secretKeys()",
                "declaresItsSecrets");
    }

    @Test
    void isNotFound() {
        assertRejected(
                BrokenExporters.IsNotFound.class,
                "in META-INF/services/dev.flagexporter.spi.ExporterFactory",
                "isFoundByTheServiceLoader");
    }

    @Test
    void hasNoKind() {
        assertThat(failures(BrokenExporters.HasNoKind.class))
                .containsOnlyKeys("namesAKind", "isFoundByTheServiceLoader")
                .hasEntrySatisfying("namesAKind", message -> assertThat(message)
                        .contains("kind() is what users write: it needs at least one character"));
    }

    @Test
    void reportsOneProblemAtATime() {
        assertThat(failures(BrokenExporters.ReportsTheFirstProblemOnly.class))
                .containsOnlyKeys("reportsEverythingThatIsWrongAtOnce", "isFoundByTheServiceLoader")
                .hasEntrySatisfying("reportsEverythingThatIsWrongAtOnce", message -> assertThat(message)
                        .contains("create() has to look at all keys before it throws")
                        .contains("topic"));
    }

    @Test
    void hasAFactoryWithSideEffects() {
        assertRejected(
                BrokenExporters.SetsASystemProperty.class,
                "The factory's constructor must not change system properties",
                "isConstructedWithoutSideEffects");
    }

    @Test
    void isOneOfTheDeprecatedInterfaces() {
        assertThat(failures(BrokenExporters.IsADeprecatedExporter.class).values())
                .anySatisfy(message -> assertThat(message).contains("create() made no dev.flagexporter.spi.Exporter"));
    }
}
