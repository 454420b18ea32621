package dev.flagexporter.spi;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A failed export")
class ExportExceptionTest {

    private static final Exception CAUSE = new IllegalStateException("connection reset");

    @Test
    void isTemporaryUnlessSaidOtherwise() {
        assertThat(new ExportException("unreachable").isPermanent()).isFalse();
        assertThat(new ExportException("unreachable", CAUSE))
                .hasMessage("unreachable")
                .hasCause(CAUSE)
                .satisfies(e -> assertThat(((ExportException) e).isPermanent()).isFalse());
    }

    @Test
    void canBePermanentWithoutSayingWhichEventIsToBlame() {
        ExportException rejected = ExportException.rejected("too large", CAUSE);

        assertThat(rejected).hasMessage("too large").hasCause(CAUSE);
        assertThat(rejected.isPermanent()).isTrue();
        assertThat(rejected.rejectedPositions()).isEmpty();
    }

    @Test
    void namesFailedAndRejectedEventsTogether() {
        Set<Integer> failed = new HashSet<>(Set.of(0, 2));
        Set<Integer> rejected = new HashSet<>(Set.of(3, 7));
        ExportException partial = ExportException.partial("throttled", CAUSE, failed, rejected);
        failed.clear();
        rejected.clear();

        assertThat(partial).hasMessage("throttled").hasCause(CAUSE);
        assertThat(partial.isPermanent()).isFalse();
        assertThat(partial.failedPositions()).containsExactlyInAnyOrder(0, 2);
        assertThat(partial.rejectedPositions()).containsExactlyInAnyOrder(3, 7);
        assertThatThrownBy(() -> partial.rejectedPositions().add(1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isNotPartialWithoutAnEvent() {
        assertThatThrownBy(() -> ExportException.partial("nothing", null, Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one failed or rejected event");
    }

    @Test
    void asksForAWaitInEveryForm() {
        assertThat(new ExportException("down").retryAfter()).isEmpty();
        assertThat(new ExportException("down").retryAfter(Duration.ofSeconds(7)).retryAfter())
                .contains(Duration.ofSeconds(7));
        assertThat(ExportException.partial("slow", null, Set.of(1), Set.of())
                        .retryAfter(Duration.ofSeconds(3))
                        .retryAfter())
                .contains(Duration.ofSeconds(3));
    }
}
