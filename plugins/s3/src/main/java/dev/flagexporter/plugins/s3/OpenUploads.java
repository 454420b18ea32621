package dev.flagexporter.plugins.s3;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The multipart uploads that are neither complete nor aborted: nobody sees their parts, but they are paid for. */
final class OpenUploads {

    /** The service may be out of reach for long; of that many uploads the end is tried again. */
    static final int MAX = 100;

    private static final System.Logger LOG = System.getLogger(OpenUploads.class.getName());
    private static final int FORBIDDEN = 403;

    // guarded by this
    private final Set<MultipartUpload> uploads = new LinkedHashSet<>();

    synchronized void add(MultipartUpload upload) {
        uploads.add(upload);
        if (uploads.size() > MAX) {
            Iterator<MultipartUpload> oldest = uploads.iterator();
            leave(oldest.next(), "too many uploads could not be aborted");
            oldest.remove();
        }
    }

    synchronized void remove(MultipartUpload upload) {
        uploads.remove(upload);
    }

    synchronized List<MultipartUpload> all() {
        return List.copyOf(uploads);
    }

    /** Called by the connection's thread. After a failure, the rest is left for the next call: exports wait meanwhile. */
    void abort(S3Client client) {
        for (MultipartUpload upload : all()) {
            remove(upload);
            try {
                upload.abort(client);
            } catch (SdkException e) {
                if (!isForbidden(e)) {
                    add(upload);
                    return;
                }
                leave(upload, "the credentials do not allow to abort it, or to list uploads");
            }
        }
    }

    private static boolean isForbidden(SdkException e) {
        return e instanceof S3Exception answer && answer.statusCode() == FORBIDDEN;
    }

    private static void leave(MultipartUpload upload, String reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} stays unfinished: {1}. Let a rule of the bucket''s life cycle abort unfinished uploads",
                upload,
                reason);
    }
}
