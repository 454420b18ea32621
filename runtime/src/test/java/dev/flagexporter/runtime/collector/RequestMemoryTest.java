package dev.flagexporter.runtime.collector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestMemoryTest {

    private static final long LIMIT = 1000;

    private final RequestMemory memory = new RequestMemory(LIMIT);
    private final RequestMemory.Reservation first = memory.open();
    private final RequestMemory.Reservation second = memory.open();
    private final RequestMemory.Reservation third = memory.open();

    @Test
    void isLimitedButForOneRequest() {
        assertThat(first.require(LIMIT)).isTrue();
        assertThat(second.require(1)).as("the one that may exceed the limit").isTrue();
        assertThat(second.require(500)).isTrue();
        assertThat(third.require(1)).isFalse();
        assertThat(first.require(LIMIT + 1)).isFalse();
        assertThat(memory.used()).isEqualTo(LIMIT + 500);
    }

    @Test
    void isGivenBack() {
        first.require(800);
        assertThat(first.resize(300)).isTrue();
        assertThat(memory.used()).isEqualTo(300);
        assertThat(first.resize(400)).isTrue();
        assertThat(memory.used()).isEqualTo(400);
        first.close();
        first.close();
        assertThat(memory.used()).isZero();
    }

    @Test
    void letsTheNextRequestExceedTheLimitWhenTheOneThatDidEnds() {
        first.require(LIMIT);
        second.require(1);
        assertThat(third.require(1)).isFalse();

        second.close();

        assertThat(third.require(1)).isTrue();
    }

    /** Two that grow side by side would otherwise both give up, and do so again when they are repeated. */
    @Test
    void letsOneOfManyGrowingBodiesArrive() {
        int refused = 0;
        for (long size = 1; size <= 3 * LIMIT; size++) {
            for (RequestMemory.Reservation body : new RequestMemory.Reservation[] {first, second, third}) {
                if (!body.require(size)) {
                    body.close();
                    refused++;
                }
            }
        }
        assertThat(Stream.of(first, second, third).map(RequestMemory.Reservation::own))
                .containsOnlyOnce(3 * LIMIT);
        assertThat(refused).isPositive();
    }

    @Test
    void hasNoRoomForABodyThatDoesNotFitWhileAnotherOneExceedsTheLimit() {
        assertThat(first.hasRoomFor(100 * LIMIT)).as("alone").isTrue();
        second.require(LIMIT + 1);
        second.resize(600);

        assertThat(first.hasRoomFor(400)).isTrue();
        assertThat(first.hasRoomFor(401)).isFalse();
        second.resize(LIMIT);
        assertThat(first.hasRoomFor(0)).as("of unknown length").isFalse();
    }

    @Test
    void isNotUsedByWhatIsOnlyAnnounced() {
        assertThat(first.hasRoomFor(LIMIT)).isTrue();

        assertThat(memory.used()).isZero();
        assertThat(second.hasRoomFor(LIMIT)).isTrue();
    }

    @Test
    void isRequiredTwiceForWhatWasReadInAdditionToWhatTheRequestHas() throws IOException {
        first.require(100);

        read(first, 200);

        assertThat(memory.used()).isBetween(500L, 900L);
        second.require(LIMIT);
        assertThatExceptionOfType(NoMemoryException.class).isThrownBy(() -> read(first, 500));
    }

    private static void read(RequestMemory.Reservation request, int bytes) throws IOException {
        new CountedInputStream(new ByteArrayInputStream(new byte[bytes]), Long.MAX_VALUE, request).readNBytes(bytes);
    }

    @Test
    void countsSingleAndSkippedBytes() throws IOException {
        CountedInputStream in = new CountedInputStream(new ByteArrayInputStream(new byte[10]), 3, first);

        assertThat(in.read()).isZero();
        assertThat(in.skip(2)).isEqualTo(2);
        assertThat(in.markSupported()).isFalse();
        assertThatExceptionOfType(BodyTooLargeException.class).isThrownBy(in::read);
    }
}
