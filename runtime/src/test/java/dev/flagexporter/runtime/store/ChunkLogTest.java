package dev.flagexporter.runtime.store;

import java.util.Objects;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChunkLogTest {

    /** All events are of one size. */
    private static final FeatureEvent EVENT = Events.feature(0);

    private static final int CHUNK = 4;

    private final ChunkLog log = new ChunkLog(CHUNK, base -> {});

    private void append(int events) {
        for (int i = 0; i < events; i++) {
            log.append(EVENT);
        }
    }

    /** On some processors, another thread may see the hint of a chunk before it sees the event below it. */
    @Test
    void findsAnOffsetWhoseEventIsNotVisibleYet() {
        append(CHUNK);
        Chunk first = log.head();
        Chunk second = new Chunk(CHUNK, CHUNK);
        second.hint = 1;
        first.linkNext(second);
        assertThat(log.find(first, CHUNK + 1)).isSameAs(second);
        assertThat(log.find(first, CHUNK)).isSameAs(first);
        assertThat(log.place(first, CHUNK + 1)).as("its size is not known yet").isNull();
        assertThat(log.place(first, CHUNK)).isNotNull();
    }

    @Test
    void countsEachEventOnce() {
        FeatureEvent event = EVENT;
        for (int events = 1; events < 5 * CHUNK; events++) {
            log.append(event);
            assertThat(log.countTo(events)).isEqualTo(EventSize.of(event) * events);
            assertThat(log.countTo(Long.MAX_VALUE)).isEqualTo(EventSize.of(event) * events);
        }
    }

    @Test
    void goesOnWhereAReaderHasCounted() {
        append(3 * CHUNK + 1);
        Chunk third =
                Objects.requireNonNull(Objects.requireNonNull(log.head().next()).next());
        third.setBytesBefore(1_000_000);
        log.countAll();
        assertThat(log.countedBytes()).isEqualTo(1_000_000 + (CHUNK + 1) * EventSize.of(EVENT));
    }

    @Test
    void findsThePlaceOfASize() {
        append(5 * CHUNK);
        log.countAll();
        long size = EventSize.of(EVENT);
        for (int events = 0; events < 5 * CHUNK; events++) {
            Place place = Objects.requireNonNull(log.placeAfter(events * size));
            assertThat(place.position()).isEqualTo(events);
            assertThat(place.bytes()).isEqualTo(events * size);
            Place next = Objects.requireNonNull(log.placeAfter(events * size + 1));
            assertThat(next.position()).isEqualTo(events + 1);
        }
    }

    @Test
    void goesOnCountingBehindTheChunksThatWereCutOff() {
        append(3 * CHUNK);
        log.cutBelow(2 * CHUNK);
        assertThat(log.head().base).isEqualTo(2 * CHUNK);
        append(1);
        assertThat(log.countTo(Long.MAX_VALUE)).isEqualTo((3 * CHUNK + 1) * EventSize.of(EVENT));
        assertThat(log.retainedBytes()).isEqualTo((CHUNK + 1) * EventSize.of(EVENT));
    }
}
