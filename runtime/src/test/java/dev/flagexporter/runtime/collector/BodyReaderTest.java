package dev.flagexporter.runtime.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodyReaderTest {

    private static final byte[] BODY = "{\"events\":[{\"key\":\"a\"}]}".getBytes(StandardCharsets.UTF_8);
    private static final long LIMIT = 1000;

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        }
        return compressed.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static DecodedEvents read(byte[] body, ContentCoding coding) throws Exception {
        return read(body, coding, LIMIT);
    }

    private static DecodedEvents read(byte[] body, ContentCoding coding, long limit) throws Exception {
        return new BodyReader(limit, Decoding.LIMITS)
                .read(received(body, body.length), coding, new RequestMemory(Long.MAX_VALUE).open());
    }

    /** A body that arrived in parts of a size. */
    private static ReceivedBody received(byte[] body, int partSize) {
        ReceivedBody received = new ReceivedBody();
        for (int start = 0; start < body.length; start += partSize) {
            received.add(Buffer.buffer(Arrays.copyOfRange(body, start, Math.min(start + partSize, body.length))));
        }
        return received;
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, GZIP",
        "GZip, GZIP",
        "x-gzip, GZIP",
        "identity, IDENTITY",
        "'', IDENTITY",
        "br, UNSUPPORTED",
        "deflate, UNSUPPORTED",
        "'gzip, gzip', UNSUPPORTED"
    })
    void knowsEncodingsInAnyCase(String header, ContentCoding coding) {
        assertThat(ContentCoding.of(header)).isEqualTo(coding);
    }

    @Test
    void takesABodyWithoutAnEncodingAsItIs() throws Exception {
        assertThat(ContentCoding.of(null)).isEqualTo(ContentCoding.IDENTITY);
        assertThat(read(BODY, ContentCoding.IDENTITY).received()).isEqualTo(1);
    }

    @Test
    void decompresses() throws Exception {
        assertThat(read(gzip(BODY), ContentCoding.GZIP).received()).isEqualTo(1);
    }

    @Test
    void decompressesSeveralMembers() throws Exception {
        byte[] body = join(gzip(Arrays.copyOf(BODY, 10)), gzip(Arrays.copyOfRange(BODY, 10, BODY.length)));

        assertThat(read(body, ContentCoding.GZIP).received()).isEqualTo(1);
    }

    @Test
    void refusesAStringOfEmptyMembersInsteadOfOverflowingTheStack() throws Exception {
        byte[] empty = gzip(new byte[0]);
        byte[] body = new byte[empty.length * 40_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = empty[i % empty.length];
        }

        assertThatThrownBy(() -> read(body, ContentCoding.GZIP, Long.MAX_VALUE))
                .isInstanceOf(InvalidBodyException.class);
    }

    @Test
    void refusesDataThatIsNotCompressed() {
        assertThatThrownBy(() -> read(BODY, ContentCoding.GZIP))
                .isInstanceOf(InvalidBodyException.class)
                .hasMessageStartingWith("collectEvalData: invalid input data code=400, message=Syntax error");
    }

    @Test
    void refusesAWrongChecksumAlsoWhenTheJsonIsComplete() throws Exception {
        byte[] body = gzip(BODY);
        body[body.length - 5] ^= 1;

        assertThatThrownBy(() -> read(body, ContentCoding.GZIP)).isInstanceOf(InvalidBodyException.class);
    }

    @Test
    void refusesCompressedDataThatEndsEarly() throws Exception {
        byte[] body = gzip(BODY);

        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> read(cut, ContentCoding.GZIP)).isInstanceOf(InvalidBodyException.class);
        }
    }

    private static byte[] padded(int size) {
        byte[] body = Arrays.copyOf(BODY, size);
        Arrays.fill(body, BODY.length, size, (byte) ' ');
        return body;
    }

    @Test
    void countsWhatWasDecompressed() throws Exception {
        byte[] bomb = gzip(padded(10_000));

        assertThat(bomb.length).isLessThan((int) LIMIT);
        assertThat(read(gzip(padded((int) LIMIT)), ContentCoding.GZIP).received())
                .isEqualTo(1);
        assertThatThrownBy(() -> read(bomb, ContentCoding.GZIP)).isInstanceOf(BodyTooLargeException.class);
    }

    /** Decompression finds the next member only if it knows that bytes are left. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 17, 100})
    void decompressesSeveralMembersHoweverTheyArrive(int partSize) throws Exception {
        byte[] body = join(gzip(Arrays.copyOf(BODY, 10)), gzip(Arrays.copyOfRange(BODY, 10, BODY.length)));

        DecodedEvents events = new BodyReader(LIMIT, Decoding.LIMITS)
                .read(received(body, partSize), ContentCoding.GZIP, new RequestMemory(Long.MAX_VALUE).open());

        assertThat(events.received()).isEqualTo(1);
    }

    @Test
    void needsMemoryForWhatIsDecompressedInAdditionToTheBody() throws Exception {
        RequestMemory memory = new RequestMemory(100_000);
        RequestMemory.Reservation other = memory.open();
        assertThat(other.require(100_001)).isTrue();
        other.resize(1000);

        assertThatThrownBy(() -> readLarge(memory.open())).isInstanceOf(NoMemoryException.class);

        other.close();
        assertThat(readLarge(memory.open()).received()).isEqualTo(1);
    }

    private static DecodedEvents readLarge(RequestMemory.Reservation memory) throws Exception {
        return new BodyReader(Long.MAX_VALUE, Decoding.LIMITS)
                .read(received(gzip(padded(100_000)), 100), ContentCoding.GZIP, memory);
    }

    @Test
    void needsMemoryToJoinABodyThatCameInParts() throws Exception {
        RequestMemory.Reservation memory = new RequestMemory(Long.MAX_VALUE).open();
        memory.require(1000);
        BodyReader reader = new BodyReader(LIMIT, Decoding.LIMITS);

        reader.read(received(padded(1000), 1000), ContentCoding.IDENTITY, memory);
        assertThat(memory.own()).isEqualTo(1000);
        reader.read(received(padded(1000), 100), ContentCoding.IDENTITY, memory);
        assertThat(memory.own()).isEqualTo(2000);
    }

    @Test
    void keepsNothingOfTheBody() throws Exception {
        ReceivedBody body = received(padded(1000), 100);

        new BodyReader(LIMIT, Decoding.LIMITS)
                .read(body, ContentCoding.IDENTITY, new RequestMemory(Long.MAX_VALUE).open());

        assertThat(body.size()).isZero();
        assertThat(body.capacity()).isZero();
    }
}
