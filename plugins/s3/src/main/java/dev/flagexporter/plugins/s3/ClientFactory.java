package dev.flagexporter.plugins.s3;

import java.net.URI;

import dev.flagexporter.spi.ExportException;
import io.smallrye.config.Secret;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of the SDK as configured. */
final class ClientFactory {

    /** A request that failed is made once more; after that, the delivery sends the batch again. */
    private static final int ATTEMPTS = 2;

    private ClientFactory() {}

    /** Makes a client; it connects when it is used. */
    static S3Connection connect(S3ExporterConfig config, String name) throws ExportException {
        Region region = region(config);
        AbortableHttpClient http = new AbortableHttpClient(ApacheHttpClient.builder()
                .connectionTimeout(config.connectTimeout())
                .socketTimeout(config.readTimeout())
                .build());
        try {
            return new S3Connection(client(config, region, http), http, name);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
    }

    private static S3Client client(S3ExporterConfig config, Region region, AbortableHttpClient http) {
        S3ClientBuilder builder = S3Client.builder()
                .region(region)
                .httpClient(http)
                .credentialsProvider(credentials(config))
                .forcePathStyle(
                        config.pathStyleAccess().orElse(config.endpoint().isPresent()))
                // checksums in a header, and no bodies in a form that only AWS understands
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .overrideConfiguration(
                        client -> client.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        config.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static Region region(S3ExporterConfig config) throws ExportException {
        if (config.region().isPresent()) {
            return Region.of(config.region().get());
        }
        return config.endpoint().isPresent() ? regionBesideEndpoint() : regionOfEnvironment();
    }

    private static Region regionOfEnvironment() throws ExportException {
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new ExportException(
                    "the region of the bucket is not known: set region, the environment variable AWS_REGION, or one in the"
                            + " AWS profile",
                    e);
        }
    }

    /** Other services than AWS mostly ignore the region, and machines outside of AWS know none. */
    private static Region regionBesideEndpoint() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException e) {
            return Region.US_EAST_1;
        }
    }

    private static AwsCredentialsProvider credentials(S3ExporterConfig config) {
        return config.accessKeyId()
                .map(Secret::get)
                .<AwsCredentialsProvider>map(id -> StaticCredentialsProvider.create(credentials(config, id)))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static AwsCredentials credentials(S3ExporterConfig config, String id) {
        String secret = config.secretAccessKey().map(Secret::get).orElseThrow();
        return config.sessionToken()
                .map(Secret::get)
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret));
    }
}
