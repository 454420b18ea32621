package dev.flagexporter.plugins.s3;

import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.spi.object.ObjectExporterConfig;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/** The keys of an exporter of the kind {@code s3}. */
public interface S3ExporterConfig extends ObjectExporterConfig {

    /**
     * Bucket that receives the objects. Required; it is not created if it is missing.
     *
     * @return a name, or the ARN of an access point
     */
    String bucket();

    /**
     * Folder of the objects: a key is the path, a slash and the file name. A slash at the end of the path is kept, so that
     * keys have two slashes, as in GO Feature Flag.
     *
     * @return a part of the key; empty for none
     */
    Optional<String> path();

    /**
     * Whether keys begin with a slash if there is no path, as in GO Feature Flag. Some services reject such keys.
     *
     * @return false for the bare file name
     */
    @WithDefault("true")
    boolean leadingSlash();

    /**
     * Region of the bucket. By default, the AWS SDK finds it: {@code AWS_REGION}, the profile, the machine; with an endpoint,
     * {@code us-east-1} if there is none.
     *
     * @return a name such as {@code eu-central-1}; empty for the default of the SDK
     */
    Optional<String> region();

    /**
     * URL of a service other than AWS: {@code https://} or {@code http://}, a host and optionally a port and a path. By
     * default, {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL} apply.
     *
     * @return a URL; empty for AWS
     */
    Optional<String> endpoint();

    /**
     * Whether URLs have the bucket in the path rather than in the host name. By default, true if {@code endpoint} is set.
     *
     * @return true for the path; empty for the default
     */
    Optional<Boolean> pathStyleAccess();

    /**
     * Access key. By default, the default chain of the AWS SDK applies: environment, profile, service account, container,
     * machine.
     *
     * @return the key's id
     */
    Optional<Secret<String>> accessKeyId();

    /**
     * Secret of the access key. Required with {@code access-key-id}.
     *
     * @return the secret
     */
    Optional<Secret<String>> secretAccessKey();

    /**
     * Token of temporary credentials, in addition to their access key and secret. Only a reload of the configuration renews
     * them while the application runs.
     *
     * @return the token; empty for permanent credentials
     */
    Optional<Secret<String>> sessionToken();

    /**
     * Encryption of the objects by the service: {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}. By default, that of
     * the bucket.
     *
     * @return the method; empty for the bucket's
     */
    Optional<String> serverSideEncryption();

    /**
     * Key for the encryption with {@code aws:kms} or {@code aws:kms:dsse}. By default, the key that AWS manages.
     *
     * @return the id or ARN of a key
     */
    Optional<String> kmsKeyId();

    /**
     * Storage class of the objects, for example {@code STANDARD_IA}. By default, that of the service.
     *
     * @return a name in upper case
     */
    Optional<String> storageClass();

    /**
     * Whether requests ask the service to reject an object whose key exists ({@code If-None-Match}). If the service does not
     * support this (status 501), or if this is false, the exporter checks the key itself just before it writes.
     *
     * @return false for a service that answers conditional writes with an error other than 501
     */
    @WithDefault("true")
    boolean conditionalWrites();

    /**
     * Timeout of a connection attempt.
     *
     * @return more than zero
     */
    @WithDefault("5s")
    Duration connectTimeout();

    /**
     * Timeout for each read from the service. {@code attempt-timeout} limits all requests of a batch together.
     *
     * @return more than zero
     */
    @WithDefault("30s")
    Duration readTimeout();
}
