package dev.flagexporter.plugins.s3;

import dev.flagexporter.spi.ExportException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket to which objects are only added. An existing object is never replaced: it is either the same batch, if the
 * answer to an earlier attempt was lost, or an object of another writer.
 *
 * <p>Services with conditional writes ensure this. With other services, the exporter checks the key before it writes, and
 * an object that appears between the check and the write would be replaced.
 */
final class Bucket implements AutoCloseable {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;

    private enum Occupant {
        NOBODY,
        THE_SAME,
        ANOTHER,
        UNKNOWN
    }

    /** A write under a condition, or under none. */
    private interface Write {

        void make(@Nullable String ifNoneMatch) throws InterruptedException;
    }

    private final S3Connection connection;
    private final Requests requests;
    private final OpenUploads openUploads = new OpenUploads();
    private boolean conditional;

    Bucket(S3Connection connection, Requests requests, boolean conditional) {
        this.connection = connection;
        this.requests = requests;
        this.conditional = conditional;
    }

    static Bucket open(S3ExporterConfig config, String exporterName) throws ExportException {
        return new Bucket(
                ClientFactory.connect(config, exporterName), new Requests(config), config.conditionalWrites());
    }

    /**
     * Looks whether an object is still to be written.
     *
     * @return false when it is there already
     * @throws ExportException when there is another one in its place
     */
    boolean isMissing(NewObject object) throws InterruptedException, ExportException {
        return switch (occupant(object)) {
            case NOBODY, UNKNOWN -> true;
            case THE_SAME -> false;
            case ANOTHER -> throw occupied(object);
        };
    }

    /** Writes an object in one request. */
    void put(NewObject object, Part content) throws InterruptedException, ExportException {
        write(object, ifNoneMatch -> {
            PutObjectResponse answer = connection.call(
                    client -> client.putObject(requests.put(object, ifNoneMatch), content.body(object.contentType())));
            content.verify(answer.checksumCRC32());
        });
    }

    /** Begins to write an object in parts. */
    MultipartUpload startUpload(NewObject object) throws InterruptedException {
        MultipartUpload upload = new MultipartUpload(connection, requests, object);
        openUploads.add(upload);
        upload.start();
        return upload;
    }

    /** Makes an object of the parts. */
    void complete(MultipartUpload upload) throws InterruptedException, ExportException {
        write(upload.object(), ifNoneMatch -> {
            upload.complete(ifNoneMatch);
            openUploads.remove(upload);
        });
    }

    /** Ends the uploads that were given up, while nobody waits for it. */
    void abortUploads() {
        if (!openUploads.all().isEmpty()) {
            connection.later(openUploads::abort);
        }
    }

    private void write(NewObject object, Write write) throws InterruptedException, ExportException {
        try {
            writeWhereFree(object, write);
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED && !(e instanceof NoSuchUploadException)) {
                throw e;
            }
            requireTheSame(object, e);
        }
    }

    private void writeWhereFree(NewObject object, Write write) throws InterruptedException, ExportException {
        if (conditional) {
            try {
                write.make(Requests.IF_FREE);
                return;
            } catch (S3Exception e) {
                if (e.statusCode() != NOT_IMPLEMENTED) {
                    throw e;
                }
                conditional = false;
            }
        }
        if (isMissing(object)) {
            write.make(null);
        }
    }

    /** After a refusal that may come from a request of which only the answer was lost. */
    private void requireTheSame(NewObject object, S3Exception refusal) throws InterruptedException, ExportException {
        switch (occupant(object)) {
            case THE_SAME -> {}
            case ANOTHER -> throw occupied(object);
            case UNKNOWN ->
                throw new ExportException(
                        requests.location(object.key()) + " exists, and whether it is this batch cannot be seen; allow"
                                + " s3:GetObject to the credentials that are used",
                        refusal);
            case NOBODY -> throw refusal;
        }
    }

    private Occupant occupant(NewObject object) throws InterruptedException {
        try {
            HeadObjectResponse existing = connection.call(client -> client.headObject(requests.head(object.key())));
            return object.isWrittenAs(existing) ? Occupant.THE_SAME : Occupant.ANOTHER;
        } catch (S3Exception e) {
            return switch (e.statusCode()) {
                case NOT_FOUND -> Occupant.NOBODY;
                case FORBIDDEN -> Occupant.UNKNOWN;
                default -> throw e;
            };
        }
    }

    private ExportException occupied(NewObject object) {
        return new ExportException(requests.location(object.key())
                + " exists with other content and is not replaced; give this exporter another path or filename, or move"
                + " the object away");
    }

    /** Aborts what runs, then the uploads that are not complete. */
    @Override
    public void close() {
        abortUploads();
        connection.close();
    }
}
