package dev.flagexporter.runtime.collector;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Decodes a body that has arrived completely, within a limit that holds for its decompressed form. */
final class BodyReader {

    private final long maxSize;
    private final DecodingLimits limits;

    /**
     * Creates a reader of bodies.
     *
     * @param maxSize maximum size after decompression, in bytes
     * @param limits what a request may hold
     */
    BodyReader(long maxSize, DecodingLimits limits) {
        this.maxSize = maxSize;
        this.limits = limits;
    }

    /**
     * Decodes a body. What is decoded is kept twice at most: first in pieces and joined, then joined and as events.
     *
     * @param body the body as it came in; cleared
     * @param coding how it is encoded
     * @param memory for what is decoded, in addition to the body
     * @return what it holds
     * @throws InvalidBodyException if it is not what a collector can take
     * @throws BodyTooLargeException if it is larger than the limit, or holds too many events
     * @throws NoMemoryException if there is no memory for it at present
     */
    DecodedEvents read(ReceivedBody body, ContentCoding coding, RequestMemory.Reservation memory)
            throws IOException, InvalidBodyException {
        byte[] bytes = coding == ContentCoding.GZIP ? decompress(body, memory) : join(body, memory);
        body.clear();
        return EventsDecoder.decode(bytes, limits);
    }

    private byte[] decompress(ReceivedBody body, RequestMemory.Reservation memory)
            throws IOException, InvalidBodyException {
        try (InputStream in = new CountedInputStream(new GzipInputStream(body.open()), maxSize, memory)) {
            return in.readAllBytes();
        } catch (ZipException | EOFException e) {
            throw InvalidBodyException.malformed(0, "invalid gzip data");
        }
    }

    private static byte[] join(ReceivedBody body, RequestMemory.Reservation memory) throws NoMemoryException {
        if (!body.isJoined() && !memory.require(memory.own() + body.size())) {
            throw new NoMemoryException();
        }
        return body.join();
    }
}
