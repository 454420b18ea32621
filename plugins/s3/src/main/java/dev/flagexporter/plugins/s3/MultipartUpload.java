package dev.flagexporter.plugins.s3;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** An object that is sent in parts, and is there when it is complete. */
final class MultipartUpload {

    private final S3Connection connection;
    private final Requests requests;
    private final NewObject object;
    private final List<CompletedPart> parts = new ArrayList<>();
    private volatile @Nullable String id;

    MultipartUpload(S3Connection connection, Requests requests, NewObject object) {
        this.connection = connection;
        this.requests = requests;
        this.object = object;
    }

    NewObject object() {
        return object;
    }

    int size() {
        return parts.size();
    }

    /** The id is kept by the thread that makes the call, so that it is known even if nobody waits any longer. */
    void start() throws InterruptedException {
        connection.call(client ->
                id = client.createMultipartUpload(requests.create(object)).uploadId());
    }

    void add(Part part) throws InterruptedException {
        int number = parts.size() + 1;
        UploadPartResponse answer = connection.call(
                client -> client.uploadPart(requests.part(object.key(), id, number), part.body(object.contentType())));
        part.verify(answer.checksumCRC32());
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build());
    }

    void complete(@Nullable String ifNoneMatch) throws InterruptedException {
        connection.call(
                client -> client.completeMultipartUpload(requests.complete(object.key(), id, parts, ifNoneMatch)));
    }

    /** Called by the connection's thread. Without an id, because its answer was lost, all uploads of the key end. */
    void abort(S3Client client) {
        String known = id;
        List<String> ids = known == null ? idsOfKey(client) : List.of(known);
        ids.forEach(each -> abort(client, each));
    }

    private List<String> idsOfKey(S3Client client) {
        return client.listMultipartUploads(requests.uploads(object.key())).uploads().stream()
                .filter(upload -> upload.key().equals(object.key()))
                .map(software.amazon.awssdk.services.s3.model.MultipartUpload::uploadId)
                .toList();
    }

    private void abort(S3Client client, String uploadId) {
        try {
            client.abortMultipartUpload(requests.abort(object.key(), uploadId));
        } catch (NoSuchUploadException e) {
            // complete, or aborted by somebody else
        }
    }

    @Override
    public String toString() {
        return "the multipart upload of " + requests.location(object.key());
    }
}
