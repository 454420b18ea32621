package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.flagexporter.runtime.store.OverflowPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every trouble and every two of them, for every policy, while far more is appended than the store holds: each event is
 * delivered, pending, dropped or a dead letter, and counted as what it is.
 */
class FaultCombinationsTest {

    private static final int MAX_ATTEMPTS = 2;

    @TempDir
    private static Path directory;

    /** What becomes of events that are given up. */
    private enum GivenUp {
        KEPT_OR_DROPPED(Disposal.KEEP, Disposal.DROP),
        DROPPED(Disposal.DROP, Disposal.DROP),
        DEAD_LETTERS_WHEN_EXHAUSTED(Disposal.DEAD_LETTER, Disposal.DROP),
        DEAD_LETTERS_WHEN_REJECTED(Disposal.KEEP, Disposal.DEAD_LETTER);

        private final Disposal onExhausted;
        private final Disposal onRejected;

        GivenUp(Disposal onExhausted, Disposal onRejected) {
            this.onExhausted = onExhausted;
            this.onRejected = onRejected;
        }

        boolean isWritten() {
            return onExhausted == Disposal.DEAD_LETTER || onRejected == Disposal.DEAD_LETTER;
        }

        FailureSettings policy() {
            Path letters = directory.resolve(UUID.randomUUID().toString());
            return new FailureSettings(MAX_ATTEMPTS, Optional.empty(), onExhausted, onRejected, Optional.of(letters));
        }
    }

    private record Combination(OverflowPolicy overflow, GivenUp givenUp, Trouble first, Trouble second) {

        static Stream<Combination> all() {
            return Stream.of(OverflowPolicy.values()).flatMap(overflow -> Stream.of(GivenUp.values())
                    .flatMap(givenUp -> Trouble.withoutThreads().flatMap(first -> Trouble.withoutThreads()
                            .map(second -> new Combination(overflow, givenUp, first, second)))));
        }
    }

    static Stream<Combination> withoutDeadLetters() {
        return Combination.all().filter(combination -> !combination.givenUp().isWritten());
    }

    static Stream<Combination> withDeadLetters() {
        return Combination.all().filter(combination -> combination.givenUp().isWritten());
    }

    /** Every two troubles for one overflow policy, and every single one for the others: each dead letter is synced. */
    static Stream<Combination> someWithDeadLetters() {
        return withDeadLetters()
                .filter(combination ->
                        combination.overflow() == OverflowPolicy.DROP_OLDEST || combination.second() == Trouble.NONE);
    }

    @ParameterizedTest
    @MethodSource({"withoutDeadLetters", "someWithDeadLetters"})
    void oneAfterTheOtherAddUp(Combination combination) {
        Overload overload = new Overload(combination.overflow());
        AccountedExporter exporter = overload.add("lake", combination.givenUp().policy());
        exporter.destination().getInto(combination.first());
        overload.start();
        overload.run();
        exporter.destination().getInto(combination.second());
        overload.run();
        assertThat(exporter.destination().attemptsInTrouble()).isPositive();
        overload.recover();
    }

    @ParameterizedTest
    @MethodSource("withoutDeadLetters")
    void atOnceForTwoExportersAddUp(Combination combination) {
        Overload overload = new Overload(combination.overflow());
        FailureSettings policy = combination.givenUp().policy();
        overload.add("lake", policy).destination().getInto(combination.first());
        overload.add("audit", policy).destination().getInto(combination.second());
        overload.start();
        overload.run();
        overload.recover();
    }

    @ParameterizedTest
    @MethodSource("withDeadLetters")
    @Tag("soak")
    void oneAfterTheOtherWithDeadLettersAddUp(Combination combination) {
        oneAfterTheOtherAddUp(combination);
    }

    @ParameterizedTest
    @MethodSource("withDeadLetters")
    @Tag("soak")
    void atOnceForTwoExportersWithDeadLettersAddUp(Combination combination) {
        atOnceForTwoExportersAddUp(combination);
    }
}
