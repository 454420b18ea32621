package dev.flagexporter.runtime.collector;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Reads the body of one request to its end, within a limit that holds for its compressed form, too. */
final class BodyReader {

    private static final int BUFFER_SIZE = 4096;

    private BodyReader() {}

    /**
     * Reads it all before anything is done with it: a sender that goes away halfway will repeat the request.
     *
     * @param body as it comes in; left open
     * @param coding how it is encoded
     * @param limit the largest size in bytes
     * @param limits what the request may hold
     * @param memory for what was read, after decompression
     * @return what it holds
     * @throws InvalidBodyException when it is not what a collector can take
     * @throws BodyTooLargeException when it is larger than the limit
     * @throws NoMemoryException when there is no memory for it at present
     * @throws IOException when it broke off
     */
    static DecodedEvents read(
            InputStream body, ContentCoding coding, long limit, DecodingLimits limits, RequestMemory.Reservation memory)
            throws IOException, InvalidBodyException {
        InputStream received = new LimitedInputStream(new KeptOpen(body), limit);
        try (InputStream decoded = new CountedInputStream(coding.decode(received, limit), memory)) {
            byte[] bytes = decoded.readAllBytes();
            readToEnd(received);
            return EventsDecoder.decode(bytes, limits);
        } catch (ZipException | EOFException e) {
            throw InvalidBodyException.malformed(0, "invalid gzip data");
        }
    }

    private static void readToEnd(InputStream body) throws IOException {
        byte[] ignored = new byte[BUFFER_SIZE];
        int read = 0;
        while (read >= 0) {
            read = body.read(ignored);
        }
    }

    /** The HTTP server closes its stream itself. */
    private static final class KeptOpen extends FilterInputStream {

        KeptOpen(InputStream body) {
            super(body);
        }

        @Override
        public void close() {
            // see the class
        }
    }
}
