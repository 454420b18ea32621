package dev.flagexporter.plugins.s3;

import java.util.Map;

import dev.flagexporter.spi.ExportException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what failed and what to do. None of it is for good: a configuration can be mended while the events wait. */
final class Failures {

    private static final String RENEW = "renew session-token, or use credentials that the AWS SDK renews";
    private static final String SAME_REGION = "set region to the one of the bucket";

    /** What to do, by the code of the service's error. */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("NoSuchBucket", "create the bucket, or correct bucket, region or endpoint"),
            Map.entry(
                    "AccessDenied",
                    "allow s3:PutObject, s3:GetObject, s3:AbortMultipartUpload and, for encryption with KMS,"
                            + " kms:GenerateDataKey and kms:Decrypt to the credentials that are used"),
            Map.entry("InvalidAccessKeyId", "correct access-key-id, or where the AWS SDK finds its credentials"),
            Map.entry("SignatureDoesNotMatch", "correct secret-access-key, or where the AWS SDK finds its credentials"),
            Map.entry("ExpiredToken", RENEW),
            Map.entry("InvalidToken", RENEW),
            Map.entry("PermanentRedirect", SAME_REGION),
            Map.entry("AuthorizationHeaderMalformed", SAME_REGION),
            Map.entry("IllegalLocationConstraintException", SAME_REGION),
            Map.entry("RequestTimeTooSkewed", "set the clock of this machine"),
            Map.entry("InvalidStorageClass", "correct storage-class"),
            Map.entry("KeyTooLongError", "shorten path or filename"));

    private static final String NO_CREDENTIALS = "Unable to load credentials";

    private Failures() {}

    static ExportException explain(SdkException failure, String location) {
        String reason = failure instanceof AwsServiceException answer ? reason(answer) : reason(failure);
        return new ExportException("could not write " + location + ": " + reason, failure);
    }

    private static String reason(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        if (code == null) {
            return String.valueOf(answer.getMessage());
        }
        String advice = ADVICE.get(code);
        return "the service answered " + answer.statusCode() + " " + code + " (request " + answer.requestId() + "): "
                + details.errorMessage() + (advice == null ? "" : "; " + advice);
    }

    private static String reason(SdkException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(NO_CREDENTIALS)
                ? "there are no credentials; set access-key-id and secret-access-key, or one of the sources of the AWS"
                        + " SDK's default chain, such as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                : message;
    }
}
