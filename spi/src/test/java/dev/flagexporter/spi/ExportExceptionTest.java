package dev.flagexporter.spi;

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
    void canNameTheEventsToBlame() {
        Set<Integer> positions = new HashSet<>(Set.of(3, 7));
        ExportException rejected = ExportException.rejected("bad rows", null, positions);
        positions.clear();

        assertThat(rejected.isPermanent()).isTrue();
        assertThat(rejected.rejectedPositions()).containsExactlyInAnyOrder(3, 7);
        assertThatThrownBy(() -> rejected.rejectedPositions().add(1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void canHaveFailedInPart() {
        Set<Integer> positions = new HashSet<>(Set.of(0, 2));
        PartialExportException partial = new PartialExportException("throttled", CAUSE, positions);
        positions.add(1);

        assertThat(partial).hasMessage("throttled").hasCause(CAUSE);
        assertThat(partial.failedPositions()).containsExactlyInAnyOrder(0, 2);
    }
}
