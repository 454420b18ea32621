package dev.flagexporter.spi.store;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("The limits of a lease")
class LeaseLimitsTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1"})
    void startAtOne(int maxEvents, long maxBytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseLimits(maxEvents, maxBytes))
                .withMessage("limits start at 1: " + maxEvents + " events, " + maxBytes + " bytes");
    }

    @Test
    void canBeAsHighAsCountsGo() {
        assertThat(LeaseLimits.UNLIMITED).isEqualTo(new LeaseLimits(Integer.MAX_VALUE, Long.MAX_VALUE));
    }
}
