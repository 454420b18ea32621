package dev.flagexporter.spi.event;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@DisplayName("The origin of an event")
class EventOriginTest {

    @Test
    void hasAFlagSetAndTheNameOfAKey() {
        EventOrigin origin = EventOrigin.of("shop", "mobile");

        assertThat(origin.flagSet()).isEqualTo("shop");
        assertThat(origin.apiKeyName()).isEqualTo("mobile");
        assertThat(origin).hasToString("EventOrigin[flagSet=shop, apiKeyName=mobile]");
    }

    @Test
    void isOneObjectIfBothAreEmpty() {
        assertThat(EventOrigin.of("", "")).isSameAs(EventOrigin.NONE);
        assertThat(EventOrigin.NONE.flagSet()).isEmpty();
        assertThat(EventOrigin.NONE.apiKeyName()).isEmpty();
    }

    @Test
    void equalsAnotherOfTheSameContent() {
        EventOrigin origin = EventOrigin.of("shop", "mobile");

        assertThat(EventOrigin.of("shop", "mobile")).isEqualTo(origin).hasSameHashCodeAs(origin);
        assertThat(EventOrigin.of("shop", "")).isNotEqualTo(origin);
        assertThat(EventOrigin.of("", "mobile")).isNotEqualTo(origin);
        assertThat(EventOrigin.of("mobile", "shop")).isNotEqualTo(origin);
    }

    @Test
    void hasNoNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> EventOrigin.of(null, ""))
                .withMessage("flagSet");
        assertThatNullPointerException()
                .isThrownBy(() -> EventOrigin.of("", null))
                .withMessage("apiKeyName");
    }
}
