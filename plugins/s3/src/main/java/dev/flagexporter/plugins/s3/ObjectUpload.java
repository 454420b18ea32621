package dev.flagexporter.plugins.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

import dev.flagexporter.spi.ExportException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the content of an object and sends it in parts, each when it is full and there is more; a small object goes in
 * one request. No more than one part is in memory. The object is there when it is complete, and not at all when this is
 * closed before.
 */
final class ObjectUpload extends OutputStream {

    /** S3 takes parts from 5 MiB; some services want all but the last one to have the same size. */
    private static final int PART_SIZE = 8 * 1024 * 1024;

    /** The most that S3 takes. */
    private static final int MAX_PARTS = 10_000;

    private static final int FIRST_BUFFER = 64 * 1024;

    private final Bucket bucket;
    private final NewObject object;
    private final int partSize;
    private final int maxParts;
    private byte[] buffer;
    private int length;
    private @Nullable MultipartUpload parts;
    private boolean broken;

    ObjectUpload(Bucket bucket, NewObject object) {
        this(bucket, object, PART_SIZE, MAX_PARTS);
    }

    /** For tests, which want few and small parts. */
    ObjectUpload(Bucket bucket, NewObject object, int partSize, int maxParts) {
        this.bucket = bucket;
        this.object = object;
        this.partSize = partSize;
        this.maxParts = maxParts;
        this.buffer = new byte[Math.min(FIRST_BUFFER, partSize)];
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int written = 0;
        while (written < count) {
            makeRoom(count - written);
            int next = Math.min(count - written, buffer.length - length);
            System.arraycopy(bytes, offset + written, buffer, length, next);
            length += next;
            written += next;
        }
    }

    private void makeRoom(int wanted) throws IOException {
        if (length == partSize) {
            sendPart();
        } else if (buffer.length - length < wanted && buffer.length < partSize) {
            int doubled = Math.max(buffer.length * 2, Math.min(length + wanted, partSize));
            buffer = Arrays.copyOf(buffer, Math.min(doubled, partSize));
        }
    }

    private void sendPart() throws IOException {
        if (broken) {
            throw new IOException("a part before this one could not be sent");
        }
        broken = true;
        try {
            addPart();
            broken = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a part was sent");
        }
    }

    private void addPart() throws IOException, InterruptedException {
        if (parts == null) {
            parts = bucket.startUpload(object);
        }
        if (parts.size() == maxParts) {
            throw new IOException("it has more than " + maxParts + " parts of " + partSize
                    + " bytes; set batch.max-bytes or batch.max-events to less");
        }
        parts.add(new Part(buffer, length));
        length = 0;
    }

    /** Sends what is left, and makes the object of it. */
    void complete() throws InterruptedException, ExportException, IOException {
        if (parts == null) {
            bucket.put(object, new Part(buffer, length));
        } else {
            addPart();
            bucket.complete(parts);
        }
    }

    /** Gives up what is not complete. */
    @Override
    public void close() {
        bucket.abortUploads();
    }
}
