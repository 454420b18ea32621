package dev.flagexporter.runtime.collector;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final long LARGEST = 10L * MEGABYTE;

    private final RequestMemory memory = new RequestMemory(12L * MEGABYTE);

    private static void read(RequestMemory.Reservation request, int bytes) throws IOException {
        new CountedInputStream(new ByteArrayInputStream(new byte[bytes]), request).readNBytes(bytes);
    }

    @Test
    void isLimited() {
        RequestMemory.Reservation first = memory.open(LARGEST);
        RequestMemory.Reservation second = memory.open(LARGEST);
        assertThat(first.require(10L * MEGABYTE)).isTrue();
        assertThat(second.require(2L * MEGABYTE)).isTrue();
        assertThat(second.require(2L * MEGABYTE + 1)).isFalse();
        assertThat(first.resize(9L * MEGABYTE)).isTrue();
        assertThat(second.require(3L * MEGABYTE)).isTrue();
        first.close();
        first.close();
        assertThat(memory.used()).isEqualTo(3L * MEGABYTE);
    }

    @Test
    void isNeverTooSmallForARequestThatIsAlone() {
        RequestMemory.Reservation request = memory.open(LARGEST);
        assertThat(request.require(100L * MEGABYTE)).isTrue();
        assertThat(request.resize(200L * MEGABYTE)).isTrue();
        assertThat(memory.open(LARGEST).require(1)).isFalse();
    }

    @Test
    void isForASmallBodyWhatWasReadOfIt() throws IOException {
        read(memory.open(LARGEST), 100_000);
        assertThat(memory.used()).isBetween(100_000L, 200_000L);
        read(memory.open(1000), 1000);
        assertThat(memory.used()).isBetween(101_000L, 201_000L);
    }

    @Test
    void isForALargeBodyAllThatItCanNeedBeforeItIsRead() throws IOException {
        RequestMemory.Reservation first = memory.open(LARGEST);
        read(first, MEGABYTE + 100_000);
        assertThat(memory.used()).isEqualTo(LARGEST);
        RequestMemory.Reservation second = memory.open(LARGEST);
        assertThatExceptionOfType(NoMemoryException.class).isThrownBy(() -> read(second, 2 * MEGABYTE));
        second.close();
        read(first, 9 * MEGABYTE);
        assertThat(memory.used()).isEqualTo(LARGEST);
    }
}
