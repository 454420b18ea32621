package dev.flagexporter.runtime.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceivedBodyTest {

    private final ReceivedBody body = new ReceivedBody();

    @Test
    void isWhatArrivedHoweverItArrived() throws IOException {
        Random random = new Random(42);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            byte[] part = new byte[random.nextInt(random.nextBoolean() ? 5 : 5000)];
            random.nextBytes(part);
            expected.write(part);
            body.add(Buffer.buffer(part));
        }

        assertThat(body.size()).isEqualTo(expected.size());
        assertThat(body.open().readAllBytes()).isEqualTo(expected.toByteArray());
        assertThat(body.join()).isEqualTo(expected.toByteArray());
    }

    @Test
    void usesNoMoreThanTwiceItsSizeWhenItArrivesByteByByte() {
        for (int i = 0; i < 300_000; i++) {
            body.add(Buffer.buffer(new byte[] {1}));
            assertThat(body.capacity()).isBetween(body.size(), 2 * body.size());
        }
    }

    @Test
    void takesABodyThatArrivesAtOnceWithoutSpace() {
        body.add(Buffer.buffer(new byte[100_000]));

        assertThat(body.capacity()).isEqualTo(100_000);
        assertThat(body.isJoined()).isTrue();
        assertThat(body.join()).isSameAs(body.join()).hasSize(100_000);
    }

    @Test
    void isReadByteByByteAndKnowsWhatIsLeft() throws IOException {
        body.add(Buffer.buffer(new byte[] {1, -1}));
        body.add(Buffer.buffer(new byte[] {3}));
        InputStream stream = body.open();

        assertThat(stream.available()).isEqualTo(3);
        assertThat(stream.read()).isEqualTo(1);
        assertThat(stream.read()).isEqualTo(255);
        assertThat(stream.available()).isEqualTo(1);
        assertThat(stream.read(new byte[10], 0, 0)).isZero();
        assertThat(stream.read()).isEqualTo(3);
        assertThat(stream.available()).isZero();
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(new byte[10])).isEqualTo(-1);
    }

    @Test
    void isEmptyBeforeAnythingArrives() throws IOException {
        assertThat(body.open().read()).isEqualTo(-1);
        body.add(Buffer.buffer());
        assertThat(body.open().readAllBytes()).isEmpty();
        assertThat(body.join()).isEmpty();
    }

    @Test
    void keepsACopyOfWhatArrived() throws IOException {
        byte[] part = {1, 2, 3};
        Buffer buffer = Buffer.buffer(part);
        body.add(buffer);
        buffer.setByte(0, (byte) 9);

        assertThat(body.open().readAllBytes()).isEqualTo(Arrays.copyOf(part, 3));
    }
}
