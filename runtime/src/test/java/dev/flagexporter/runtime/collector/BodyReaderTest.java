package dev.flagexporter.runtime.collector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        return BodyReader.read(
                new ByteArrayInputStream(body),
                coding,
                LIMIT,
                Decoding.LIMITS,
                new RequestMemory(Long.MAX_VALUE).open(LIMIT));
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

        assertThatThrownBy(() -> BodyReader.read(
                        new ByteArrayInputStream(body),
                        ContentCoding.GZIP,
                        Long.MAX_VALUE,
                        Decoding.LIMITS,
                        new RequestMemory(Long.MAX_VALUE).open(LIMIT)))
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
    void takesABodyOfTheLimitAndRefusesALargerOne() throws Exception {
        assertThat(read(padded((int) LIMIT), ContentCoding.IDENTITY).received()).isEqualTo(1);
        assertThatThrownBy(() -> read(padded((int) LIMIT + 1), ContentCoding.IDENTITY))
                .isInstanceOf(BodyTooLargeException.class);
    }

    @Test
    void countsWhatWasDecompressed() throws Exception {
        byte[] bomb = gzip(padded(10_000));

        assertThat(bomb.length).isLessThan((int) LIMIT);
        assertThat(read(gzip(padded((int) LIMIT)), ContentCoding.GZIP).received())
                .isEqualTo(1);
        assertThatThrownBy(() -> read(bomb, ContentCoding.GZIP)).isInstanceOf(BodyTooLargeException.class);
    }

    @Test
    void failsWhenTheSenderGoesAwayBehindTheLastEvent() {
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(BODY), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> BodyReader.read(
                        breaking,
                        ContentCoding.IDENTITY,
                        LIMIT,
                        Decoding.LIMITS,
                        new RequestMemory(Long.MAX_VALUE).open(LIMIT)))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    @Test
    void leavesTheStreamOpen() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream body = new ByteArrayInputStream(gzip(BODY)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        BodyReader.read(
                body, ContentCoding.GZIP, LIMIT, Decoding.LIMITS, new RequestMemory(Long.MAX_VALUE).open(LIMIT));

        assertThat(closed).isFalse();
    }

    @Test
    void countsSingleAndSkippedBytes() throws Exception {
        LimitedInputStream in = new LimitedInputStream(new ByteArrayInputStream(new byte[10]), 3);

        assertThat(in.read()).isZero();
        assertThat(in.skip(2)).isEqualTo(2);
        assertThat(in.markSupported()).isFalse();
        assertThatThrownBy(in::read).isInstanceOf(BodyTooLargeException.class);
    }
}
