package dev.flagexporter.backends;

import java.net.URI;
import java.util.List;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server that keeps everything in memory: it checks signatures and checksums, has versions, multipart uploads and
 * conditional writes. Its objects are in a file system, so that no key can begin with a slash.
 */
public final class S3Server implements AutoCloseable {

    /** The access key that the server knows. */
    public static final String ACCESS_KEY_ID = "AKIATESTTESTTESTTEST";

    /** Its secret. */
    public static final String SECRET_ACCESS_KEY = "s3cr3t/of+the/t3sts";

    /** All threads of the pool from the start, so that a test that counts threads counts none of the server's. */
    private static final int THREADS = 8;

    private final S3Proxy server;
    private final S3Client client;

    private S3Server(S3Proxy server) {
        this.server = server;
        this.client = S3Client.builder()
                .endpointOverride(uri())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY)))
                .build();
    }

    /**
     * Starts a server on a free port.
     *
     * @return a server without buckets
     */
    public static S3Server start() {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
                // else it refuses the token of temporary credentials
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(THREADS)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not start", e);
        }
        return new S3Server(server);
    }

    /**
     * Where the server is.
     *
     * @return an address on loopback
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /**
     * Makes a bucket that keeps all versions of its objects.
     *
     * @param name the bucket's name
     */
    public void createBucket(String name) {
        client.createBucket(request -> request.bucket(name));
        client.putBucketVersioning(request -> request.bucket(name)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
    }

    /**
     * The objects of a bucket.
     *
     * @param bucket the bucket's name
     * @return their keys, sorted
     */
    public List<String> keys(String bucket) {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    /**
     * All that was ever written to a bucket.
     *
     * @param bucket the bucket's name
     * @return a key for each version of an object, sorted
     */
    public List<String> versions(String bucket) {
        return client.listObjectVersionsPaginator(request -> request.bucket(bucket)).versions().stream()
                .map(ObjectVersion::key)
                .sorted()
                .toList();
    }

    /**
     * The multipart uploads that are neither complete nor aborted.
     *
     * @param bucket the bucket's name
     * @return their keys
     */
    public List<String> openUploads(String bucket) {
        return client.listMultipartUploads(request -> request.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    /**
     * Reads an object.
     *
     * @param bucket the bucket's name
     * @param key the object's key
     * @return its bytes
     */
    public byte[] content(String bucket, String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }

    /**
     * What is known about an object.
     *
     * @param bucket the bucket's name
     * @param key the object's key
     * @return its headers
     */
    public HeadObjectResponse head(String bucket, String key) {
        return client.headObject(request -> request.bucket(bucket).key(key));
    }

    /**
     * A client with all rights.
     *
     * @return the client, closed with the server
     */
    public S3Client client() {
        return client;
    }

    /** Stops the server and forgets everything. */
    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not stop", e);
        }
    }
}
