package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.flagexporter.spi.ExportException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an exporter's exception means for its batch. */
class OutcomeTest {

    private static final Deadline DEADLINE = new Deadline(0, "a deadline");
    private static final Duration WAIT = Duration.ofSeconds(7);

    private static Outcome of(Throwable thrown) {
        return Outcome.of(Optional.of(thrown), 4);
    }

    private static Throwable interrupted(Throwable thrown) {
        return new ExporterCalls.InterruptedCallException(DEADLINE, thrown);
    }

    @Test
    void keepsFailedAndRejectedEventsApart() {
        ExportException thrown = ExportException.partial("some", null, Set.of(0), Set.of(2));
        assertThat(of(thrown)).isEqualTo(new Outcome.Partial(Set.of(0), Set.of(2), thrown));
        assertThat(of(thrown).delivered(4)).containsExactly(1, 3);
    }

    @Test
    void isTheSameDeliveryWhenEveryEventFailed() {
        assertThat(of(ExportException.partial("all", null, Set.of(0, 1, 2, 3), Set.of())))
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void doesNotBelieveAnEventThatIsNamedTwice() {
        assertThat(of(ExportException.partial("both", null, Set.of(1), Set.of(1))
                        .retryAfter(WAIT)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.cause()).hasMessageContaining("[1] as failed and [1] as rejected");
                    assertThat(Outcome.retryAfter(failed.cause())).contains(WAIT);
                });
    }

    @Test
    void believesAnInterruptedCallWhatItDeliveredAndNoRejection() {
        ExportException thrown = ExportException.partial("some", null, Set.of(0), Set.of(2));
        assertThat(of(interrupted(thrown))).isInstanceOfSatisfying(Outcome.Partial.class, partial -> {
            assertThat(partial.failed()).containsExactlyInAnyOrder(0, 2);
            assertThat(partial.rejected()).isEmpty();
        });
        assertThat(of(interrupted(ExportException.rejected("bad", null)))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void keepsTheWaitThatAnInterruptedCallAskedFor() {
        assertThat(Outcome.retryAfter(interrupted(new ExportException("throttled").retryAfter(WAIT))))
                .contains(WAIT);
        assertThat(Outcome.retryAfter(interrupted(new IOException("down")))).isEmpty();
    }

    @Test
    void ignoresAWaitThatIsNone() {
        assertThat(Outcome.retryAfter(new ExportException("now").retryAfter(Duration.ZERO)))
                .isEmpty();
        assertThat(Outcome.retryAfter(new ExportException("past").retryAfter(WAIT.negated())))
                .isEmpty();
    }
}
