package dev.flagexporter.plugins.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.object.BatchObjects;
import io.smallrye.config.Secret;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Finds all problems in a configuration that are known without a request to the service. */
final class ConfigurationCheck {

    /** Includes names that only old buckets and other services have: upper case, underscores, up to 255 characters. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

    private static final Pattern ACCESS_POINT = Pattern.compile("arn:[A-Za-z0-9_:/.-]+");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,63}");
    private static final Set<String> ENCRYPTIONS = Set.of("AES256", "aws:kms", "aws:kms:dsse");
    private static final String SECRET = "***";

    private final S3ExporterConfig config;
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    ConfigurationCheck(S3ExporterConfig config, ExporterEnvironment environment) {
        this.config = config;
        problems.addAll(BatchObjects.check(config, environment, ObjectKeys.nameLimits(config)));
    }

    List<ConfigurationProblem> problems() {
        checkBucket();
        config.path().ifPresent(this::checkPath);
        config.region().ifPresent(this::checkRegion);
        config.endpoint().ifPresent(this::checkEndpoint);
        checkCredentials();
        checkEncryption();
        config.storageClass().ifPresent(this::checkStorageClass);
        checkTimeout("connect-timeout", config.connectTimeout());
        checkTimeout("read-timeout", config.readTimeout());
        return problems;
    }

    private void add(String key, @Nullable String value, String reason, String fix) {
        problems.add(new ConfigurationProblem(key, value, reason, fix));
    }

    private void checkBucket() {
        String bucket = config.bucket();
        if (!BUCKET.matcher(bucket).matches() && !ACCESS_POINT.matcher(bucket).matches()) {
            add(
                    "bucket",
                    bucket,
                    "it is not the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens",
                    "use the name alone, or the ARN of an access point; a folder belongs into path");
        }
    }

    private void checkPath(String path) {
        String fix = "use the folder as it must be in the key, such as flags/production";
        if (path.chars().anyMatch(Character::isISOControl)) {
            add("path", path.replaceAll("\\p{Cntrl}", "?"), "it has control characters", fix);
        } else if (Arrays.stream(path.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."))) {
            add("path", path, "a part of it is . or .., which services reject or resolve to another key", fix);
        } else if (ObjectKeys.isTooLong(path)) {
            add("path", path, "a key may have " + ObjectKeys.MAX_BYTES + " bytes, with the file name", "shorten it");
        }
    }

    private void checkRegion(String region) {
        if (!REGION.matcher(region).matches()) {
            add("region", region, "it is not the name of a region", "use a name such as eu-central-1");
        }
    }

    private void checkEndpoint(String endpoint) {
        String reason = reasonAgainst(endpoint);
        if (reason != null) {
            boolean secret = endpoint.indexOf('@') >= 0;
            add("endpoint", secret ? SECRET : endpoint, reason, "use a URL such as https://minio.example.org:9000");
        }
    }

    private static @Nullable String reasonAgainst(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
                return "it does not begin with https:// or http://";
            }
            if (uri.getHost() == null) {
                return "it names no host";
            }
            return uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null
                    ? "it has more than a host, a port and a path"
                    : null;
        } catch (URISyntaxException e) {
            return "it is no URL: " + e.getReason();
        }
    }

    private void checkCredentials() {
        boolean id = isSet(config.accessKeyId());
        boolean secret = isSet(config.secretAccessKey());
        if (id && !secret) {
            add("secret-access-key", null, "access-key-id is set without it", "set both or none");
        }
        if (secret && !id) {
            add("access-key-id", null, "secret-access-key is set without it", "set both or none");
        }
        if (isSet(config.sessionToken()) && !id && !secret) {
            add(
                    "session-token",
                    SECRET,
                    "access-key-id and secret-access-key are not set",
                    "set all three, or leave all out for the default chain of the AWS SDK");
        }
    }

    /** The Optional is present even if the key is not configured. */
    private static boolean isSet(Optional<Secret<String>> secret) {
        return secret.map(Secret::get).isPresent();
    }

    private void checkEncryption() {
        Optional<String> encryption = config.serverSideEncryption();
        encryption
                .filter(method -> !ENCRYPTIONS.contains(method))
                .ifPresent(method -> add(
                        "server-side-encryption",
                        method,
                        "there is no such method",
                        "use one of AES256, aws:kms, aws:kms:dsse"));
        boolean kms = encryption.filter(method -> method.startsWith("aws:kms")).isPresent();
        config.kmsKeyId()
                .filter(key -> !kms)
                .ifPresent(key -> add(
                        "kms-key-id",
                        key,
                        "server-side-encryption has no use for it",
                        "set server-side-encryption to aws:kms or aws:kms:dsse"));
    }

    /** Other services have classes of their own. */
    private void checkStorageClass(String name) {
        if (config.endpoint().isEmpty() && StorageClass.fromValue(name) == StorageClass.UNKNOWN_TO_SDK_VERSION) {
            add(
                    "storage-class",
                    name,
                    "there is no such class",
                    "use a name such as STANDARD_IA, INTELLIGENT_TIERING or GLACIER_IR");
        }
    }

    private void checkTimeout(String key, Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
            add(key, timeout.toString(), "it is not between 1 ms and a day", "use a duration such as 30s");
        }
    }
}
