package dev.flagexporter.testkit;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

@DisplayName("The contract of event stores rejects, by the tests meant for it and no others, a store that")
class EventStoreContractTest {

    static Stream<Arguments> brokenStores() {
        return Stream.concat(brokenIntake(), brokenLeases());
    }

    private static Stream<Arguments> brokenIntake() {
        return Stream.of(
                rejection(
                        BrokenStores.LosesAnEventAtTheEndOfAChunk.class,
                        "keepsWhatWasAppendedAndTakesNothingMore",
                        "losesAndDoublesNothingAndKeepsEachThreadsOrder",
                        "worksAtEveryPlaceOfAChunk",
                        "worksWithBatchesOfEverySizeAcrossChunks"),
                rejection(
                        BrokenStores.DoublesAnEventAtTheEndOfAChunk.class,
                        "keepsWhatWasAppendedAndTakesNothingMore",
                        "losesAndDoublesNothingAndKeepsEachThreadsOrder",
                        "worksAtEveryPlaceOfAChunk",
                        "worksWithBatchesOfEverySizeAcrossChunks"),
                rejection(
                        BrokenStores.PutsTheLastOfAListFirst.class,
                        "appendsNothingYet",
                        "copiesTheListThatItTakes",
                        "keepsTheOrder"),
                rejection(BrokenStores.TakesAListUpToItsHole.class, "takesNothingOfAListWithAHole"),
                rejection(BrokenStores.TakesNothingness.class, "refusesNothingness"),
                rejection(
                        BrokenStores.IsFullTooEarly.class,
                        "addsUpAtEveryMoment",
                        "losesAndDoublesNothingAndKeepsEachThreadsOrder"),
                rejection(
                        BrokenStores.StartsEverybodyAtTheEarliest.class,
                        "addsUpAtEachStep",
                        "atTheHeadGetsWhatComesFromNowOn",
                        "holdsWhatAConsumerHasYetToTake",
                        "letsTheIdBeUsedAgain",
                        "thatIsNeverSettledHoldsUpNobodyElse",
                        "worksAtEveryPlaceOfAChunk"),
                rejection(BrokenStores.StartsEverybodyAtTheHead.class, "atTheEarliestGetsWhatIsStillThere"),
                rejection(BrokenStores.PutsANewConsumerInThePlaceOfAnother.class, "failsForAnIdThatIsTaken"),
                rejection(BrokenStores.KeepsTheCountsOfWhoIsGone.class, "endsAConsumerWithAllThatIsPending"),
                rejection(BrokenStores.RemovesAllConsumers.class, "ofAnUnknownConsumerDoesNothing"),
                rejection(
                        BrokenStores.KeepsThePlaceOfWhoIsGone.class,
                        "isRefusedForTheLeaseOfAnEarlierConsumer",
                        "letsTheIdBeUsedAgain"),
                rejection(BrokenStores.CountsNoLeasedEvents.class, "addsUpAtEachStep"),
                rejection(BrokenStores.CountsWhatCameBeforeTheConsumer.class, "addsUpAtEachStep"),
                rejection(BrokenStores.CountsNoBytesOfLeases.class, "growsWithThePendingEventsUntilTheyAreCommitted"),
                rejection(
                        BrokenStores.HoldsTheBytesThatTheQuickestHasYetToTake.class,
                        "countsWhatTheSlowestHasYetToTake"),
                rejection(BrokenStores.KnowsTheStateOfItsConsumersOnly.class, "ignoresTheStateOfAnUnknownConsumer"),
                rejection(BrokenStores.HoldsWhatTheQuickestHasYetToTake.class, "holdsWhatAConsumerHasYetToTake"),
                rejection(
                        BrokenStores.AppendsWhenItPrepares.class,
                        "appendsNothingAtAllWhenItIsGivenUp",
                        "appendsNothingYet"),
                rejection(BrokenStores.TakesEventsAfterTheStop.class, "keepsWhatWasAppendedAndTakesNothingMore"),
                rejection(
                        BrokenStores.ForgetsWhatIsPendingAtTheStop.class,
                        "keepsWhatWasAppendedAndTakesNothingMore",
                        "mayBeRepeated"),
                rejection(BrokenStores.StopsOnce.class, "mayBeRepeated"));
    }

    private static Stream<Arguments> brokenLeases() {
        return Stream.of(
                rejection(BrokenLeases.NeverWakesForBytes.class, "comesOnceAsManyBytesArePending"),
                rejection(
                        BrokenLeases.LeasesOneEventTooMany.class,
                        "addsUpAtEachStep",
                        "byReleaseBringsThemInOrderUnderSmallerLimits",
                        "happensOnce",
                        "holdsWhatAConsumerHasYetToTake",
                        "isEachConsumersOwn",
                        "numbersTheEventsWithoutGaps",
                        "takesNoMoreEventsThanTheLimit",
                        "thatIsNeverSettledHoldsUpNobodyElse",
                        "worksWithBatchesOfEverySizeAcrossChunks"),
                rejection(
                        BrokenLeases.LeasesBytesWithoutLimit.class,
                        "fallsShortOfTheBytesToo",
                        "takesNoMoreBytesThanTheLimit",
                        "takesOneEventThatIsLargerThanTheLimit"),
                rejection(
                        BrokenLeases.NeverLeasesALargeEvent.class,
                        "fallsShortOfTheBytesToo",
                        "takesOneEventThatIsLargerThanTheLimit"),
                rejection(BrokenLeases.LetsOneLeaseHoldUpEverybody.class, "thatIsNeverSettledHoldsUpNobodyElse"),
                rejection(BrokenLeases.LeasesTwice.class, "failsWhileAnotherLeaseIsNotSettled"),
                rejection(BrokenLeases.LendsItsOwnList.class, "cannotBeModified"),
                rejection(
                        BrokenLeases.CountsOffsetsFromTheLease.class,
                        "byReleaseBringsThemInOrderUnderSmallerLimits",
                        "numbersTheEventsWithoutGaps"),
                rejection(
                        BrokenLeases.DoesNotMoveAtACommit.class,
                        "countsWhatTheSlowestHasYetToTake",
                        "byReleaseBringsTheSameEventsAgain",
                        "byReleaseBringsThemInOrderUnderSmallerLimits",
                        "holdsWhatAConsumerHasYetToTake",
                        "isEachConsumersOwn",
                        "keepsWhatWasAppendedAndTakesNothingMore",
                        "losesAndDoublesNothingAndKeepsEachThreadsOrder",
                        "numbersTheEventsWithoutGaps",
                        "takesNoMoreBytesThanTheLimit",
                        "takesNoMoreEventsThanTheLimit",
                        "takesOneEventThatIsLargerThanTheLimit",
                        "worksWithBatchesOfEverySizeAcrossChunks"),
                rejection(
                        BrokenLeases.MovesAtARelease.class,
                        "growsWithThePendingEventsUntilTheyAreCommitted",
                        "addsUpAtEachStep",
                        "byReleaseBringsTheSameEventsAgain",
                        "byReleaseBringsThemInOrderUnderSmallerLimits",
                        "cannotBeModified",
                        "comesForEventsThatWereReleased",
                        "fallsShortOfTheBytesToo",
                        "happensOnce",
                        "releasesWhenTheFunctionThrows"),
                rejection(
                        BrokenLeases.AddsNewEventsToReleasedOnes.class,
                        "byReleaseBringsTheSameEventsAgain",
                        "byReleaseBringsThemInOrderUnderSmallerLimits"),
                rejection(BrokenLeases.SettlesTwice.class, "happensOnce", "isRefusedForTheLeaseOfAnEarlierConsumer"),
                rejection(BrokenLeases.CommitsWhatCouldNotBeProcessed.class, "releasesWhenTheFunctionThrows"),
                rejection(
                        BrokenLeases.ProcessesNothing.class,
                        "doesNotCallTheFunctionForNothing",
                        "releasesWhenTheFunctionThrows"),
                rejection(
                        BrokenLeases.WakesForWhatComesOnly.class,
                        "comesAtOnceWhenTheEventsAreThereAlready",
                        "comesForEventsThatWereReleased"),
                rejection(BrokenLeases.WakesOnceInALife.class, "comesAgainAndAgainForWhoAsksAgain", "comesOnce"),
                rejection(BrokenLeases.WakesOneEventEarly.class, "comesOnceAsManyEventsArePending"),
                rejection(BrokenLeases.WakesOnTheThreadThatAppends.class, "neverRunsOnTheThreadThatAppends"),
                rejection(BrokenLeases.WakesAtEachAppend.class, "comesOnce"));
    }

    private static Arguments rejection(Class<? extends EventStoreContract> store, String... tests) {
        return arguments(store, Set.of(tests));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenStores")
    void of(Class<? extends EventStoreContract> store, Set<String> tests) {
        assertThat(failedTests(store)).isEqualTo(tests);
    }

    /** The names of the methods that fail. */
    private static Set<String> failedTests(Class<? extends EventStoreContract> store) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(store))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(EventStoreContractTest::methodName)
                .collect(Collectors.toSet());
    }

    private static String methodName(Event event) {
        return event.getTestDescriptor()
                .getSource()
                .map(org.junit.platform.engine.support.descriptor.MethodSource.class::cast)
                .orElseThrow()
                .getMethodName();
    }

    @Test
    void noBrokenStoreIsForgotten() {
        assertThat(brokenStores().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(Stream.of(BrokenStores.class, BrokenLeases.class)
                        .flatMap(holder -> Arrays.stream(holder.getDeclaredClasses()))
                        .filter(EventStoreContract.class::isAssignableFrom)
                        .toList());
    }
}
