package dev.flagexporter.plugins.s3;

import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.spi.object.ObjectExporterConfig;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/** The keys of an exporter of the kind {@code s3}. */
public interface S3ExporterConfig extends ObjectExporterConfig {

    /**
     * The bucket that the objects are put into. Mandatory; it is not made if it does not exist.
     *
     * @return a name, or the ARN of an access point
     */
    String bucket();

    /**
     * The folder of the objects: a key is the path, a slash and the file name. A slash at the end of the path is kept, so
     * that two follow each other, as in the reference.
     *
     * @return a part of the key; empty for none
     */
    Optional<String> path();

    /**
     * Whether keys begin with a slash when there is no path. The reference's do; some services refuse such keys.
     *
     * @return false for the bare file name
     */
    @WithDefault("true")
    boolean leadingSlash();

    /**
     * The region of the bucket. Unless set, it is what the AWS SDK finds out: {@code AWS_REGION}, the profile, the machine;
     * with an endpoint, {@code us-east-1} if there is nothing else.
     *
     * @return a name such as {@code eu-central-1}; empty to let the SDK look for it
     */
    Optional<String> region();

    /**
     * Where the service is, when it is not AWS: {@code https://} or {@code http://}, a host and perhaps a port. Unless set,
     * {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL} count.
     *
     * @return a URL; empty for AWS
     */
    Optional<String> endpoint();

    /**
     * Whether the bucket is named in the path of URLs, rather than in the host name. Unless set, it is when there is an
     * endpoint.
     *
     * @return true for the path; empty for the default
     */
    Optional<Boolean> pathStyleAccess();

    /**
     * The access key. Unless set, the default chain of the AWS SDK applies: environment, profile, service account,
     * container, machine.
     *
     * @return the key's id
     */
    Optional<Secret<String>> accessKeyId();

    /**
     * The secret of the access key. Mandatory with {@code access-key-id}.
     *
     * @return the secret
     */
    Optional<Secret<String>> secretAccessKey();

    /**
     * The token of temporary credentials, beside their access key and secret. They cannot be renewed while the application
     * runs other than by a reload of the configuration.
     *
     * @return the token; empty for credentials that last
     */
    Optional<Secret<String>> sessionToken();

    /**
     * How the service encrypts the objects: {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}. Unless set, as the
     * bucket does by default.
     *
     * @return the method; empty for the bucket's
     */
    Optional<String> serverSideEncryption();

    /**
     * The key that objects are encrypted with, only with {@code aws:kms} and {@code aws:kms:dsse}. Unless set, it is the key
     * that AWS manages.
     *
     * @return the id or ARN of a key
     */
    Optional<String> kmsKeyId();

    /**
     * The storage class of the objects, for example {@code STANDARD_IA}. Unless set, the one that the service uses by
     * default.
     *
     * @return a name in upper case
     */
    Optional<String> storageClass();

    /**
     * Whether the service is asked to refuse an object when its key is taken ({@code If-None-Match}). When it says that it
     * cannot do so, or this is switched off, the exporter looks itself, just before it writes.
     *
     * @return false for a service that answers conditional writes with an error other than 501
     */
    @WithDefault("true")
    boolean conditionalWrites();

    /**
     * How long to wait for a connection.
     *
     * @return more than zero
     */
    @WithDefault("5s")
    Duration connectTimeout();

    /**
     * How long the service may be silent in the midst of a request. The time of all requests of a batch together is limited
     * by {@code attempt-timeout}.
     *
     * @return more than zero
     */
    @WithDefault("30s")
    Duration readTimeout();
}
