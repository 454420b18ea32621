package dev.flagexporter.plugins.s3;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** The requests to the service, with what is configured for all objects of a bucket. */
final class Requests {

    /** The condition that there is no object under the key. */
    static final String IF_FREE = "*";

    private static final Pattern SLASHES_AT_THE_END = Pattern.compile("/+$");

    private final S3ExporterConfig config;

    Requests(S3ExporterConfig config) {
        this.config = config;
    }

    PutObjectRequest put(NewObject object, @Nullable String ifNoneMatch) {
        return PutObjectRequest.builder()
                .bucket(config.bucket())
                .key(object.key())
                .contentType(object.contentType())
                .metadata(object.metadata())
                .serverSideEncryption(config.serverSideEncryption().orElse(null))
                .ssekmsKeyId(config.kmsKeyId().orElse(null))
                .storageClass(config.storageClass().orElse(null))
                .ifNoneMatch(ifNoneMatch)
                .build();
    }

    /** Made once only: an upload whose answer was lost would be one that nobody knows. */
    CreateMultipartUploadRequest create(NewObject object) {
        return CreateMultipartUploadRequest.builder()
                .bucket(config.bucket())
                .key(object.key())
                .contentType(object.contentType())
                .metadata(object.metadata())
                .serverSideEncryption(config.serverSideEncryption().orElse(null))
                .ssekmsKeyId(config.kmsKeyId().orElse(null))
                .storageClass(config.storageClass().orElse(null))
                .overrideConfiguration(request -> request.addPlugin(client -> client.overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))))
                .build();
    }

    UploadPartRequest part(String key, @Nullable String uploadId, int number) {
        return UploadPartRequest.builder()
                .bucket(config.bucket())
                .key(key)
                .uploadId(uploadId)
                .partNumber(number)
                .build();
    }

    CompleteMultipartUploadRequest complete(
            String key, @Nullable String uploadId, List<CompletedPart> parts, @Nullable String ifNoneMatch) {
        return CompleteMultipartUploadRequest.builder()
                .bucket(config.bucket())
                .key(key)
                .uploadId(uploadId)
                .multipartUpload(upload -> upload.parts(parts))
                .ifNoneMatch(ifNoneMatch)
                .build();
    }

    AbortMultipartUploadRequest abort(String key, String uploadId) {
        return AbortMultipartUploadRequest.builder()
                .bucket(config.bucket())
                .key(key)
                .uploadId(uploadId)
                .build();
    }

    ListMultipartUploadsRequest uploads(String key) {
        return ListMultipartUploadsRequest.builder()
                .bucket(config.bucket())
                .prefix(key)
                .build();
    }

    HeadObjectRequest head(String key) {
        return HeadObjectRequest.builder().bucket(config.bucket()).key(key).build();
    }

    /** The address of an object, which differs for two services. */
    String address(String key) {
        return config.endpoint()
                .map(endpoint ->
                        SLASHES_AT_THE_END.matcher(endpoint).replaceFirst("") + "/" + config.bucket() + "/" + key)
                .orElse(location(key));
    }

    /** An object's address, for people. */
    String location(String key) {
        return "s3://" + config.bucket() + "/" + key;
    }
}
