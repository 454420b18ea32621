package dev.flagexporter.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestClockTest {

    private final TestClock clock = new TestClock();
    private final List<String> happened = new ArrayList<>();

    private TestClock.Timer note(int seconds, String what) {
        return clock.after(Duration.ofSeconds(seconds), () -> happened.add(what + " at " + elapsed()));
    }

    private long elapsed() {
        return Duration.between(TestClock.START, clock.instant()).toSeconds();
    }

    private void advance(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void movesOnlyWhenItIsMoved() {
        assertThat(clock.instant()).isEqualTo(TestClock.START).isEqualTo(clock.instant());
        advance(90);
        assertThat(clock.instant()).isEqualTo(TestClock.START.plusSeconds(90));
        assertThat(clock.millis()).isEqualTo(TestClock.START.toEpochMilli() + 90_000);
    }

    @Test
    void isInUtcAndMovesItsViewsInOtherZonesToo() {
        Clock inTokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
        advance(5);
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(inTokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(inTokyo.instant()).isEqualTo(TestClock.START.plusSeconds(5));
    }

    @Test
    void runsActionsInTheOrderOfTheirTimesEachAtItsOwn() {
        note(3, "third");
        note(1, "first");
        note(2, "second");
        note(5, "later");
        advance(4);
        assertThat(happened).containsExactly("first at 1", "second at 2", "third at 3");
        assertThat(elapsed()).isEqualTo(4);
    }

    @Test
    void runsAnActionOnceAndExactlyInTime() {
        note(2, "action");
        clock.advance(Duration.ofSeconds(2).minusNanos(1));
        assertThat(happened).isEmpty();
        clock.advance(Duration.ofNanos(1));
        advance(100);
        assertThat(happened).containsExactly("action at 2");
    }

    @Test
    void runsAnActionWithoutDelayAtTheNextMove() {
        note(0, "action");
        assertThat(happened).isEmpty();
        advance(0);
        assertThat(happened).containsExactly("action at 0");
    }

    @Test
    void forgetsWhatIsCancelledAndNothingElse() {
        Runnable shared = () -> happened.add("shared");
        TestClock.Timer first = clock.after(Duration.ofSeconds(1), shared);
        clock.after(Duration.ofSeconds(1), shared);
        first.cancel();
        first.cancel();
        advance(1);
        first.cancel();
        assertThat(happened).containsExactly("shared");
    }

    @Test
    void runsWhatAnActionAddsInTheSameMove() {
        clock.after(Duration.ofSeconds(1), () -> note(1, "added"));
        advance(3);
        assertThat(happened).containsExactly("added at 2");
    }

    @Test
    void isNotSetBackWhenAnActionMovesItFurther() {
        clock.after(Duration.ofSeconds(1), () -> advance(10));
        note(2, "overtaken");
        advance(3);
        assertThat(happened).containsExactly("overtaken at 2");
        assertThat(elapsed()).isEqualTo(11);
    }

    @Test
    void doesSomethingAfterEachAction() {
        note(1, "first");
        note(2, "second");
        clock.advance(Duration.ofSeconds(2), () -> happened.add("after at " + elapsed()));
        assertThat(happened).containsExactly("first at 1", "after at 1", "second at 2", "after at 2");
    }

    @Test
    void startsAtAnInstantThatIsKnown() {
        assertThat(TestClock.START).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
}
